/**
 * Where a receiver logs to: fields first, then a sentence, as pino has it. `console` fits, too.
 *
 * No field holds a body, a header or a token. `err` is an error that a handler or store has thrown.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Warnings and errors to the console: what goes wrong must not go unseen because nobody has set up a logger. */
export function consoleLogger(): Logger {
  const { console } = globalThis;
  return {
    debug: () => {},
    info: () => {},
    warn: (fields, message) => console.warn(message, fields),
    error: (fields, message) => console.error(message, fields),
  };
}

/** The same logger, with some fields in every line. */
export function withFields(logger: Logger, fields: object): Logger {
  return {
    debug: (more, message) => logger.debug({ ...fields, ...more }, message),
    info: (more, message) => logger.info({ ...fields, ...more }, message),
    warn: (more, message) => logger.warn({ ...fields, ...more }, message),
    error: (more, message) => logger.error({ ...fields, ...more }, message),
  };
}

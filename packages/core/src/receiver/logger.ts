import { recover } from '../platform/soon.ts';

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

/** In place of a method of a logger: what is written by it need not even be made. */
export function writeNothing(): void {}

/** Says nothing at all. */
export const silent: Logger = { debug: writeNothing, info: writeNothing, warn: writeNothing, error: writeNothing };

/** Warnings and errors to the console: what goes wrong must not go unseen because nobody has set up a logger. */
export function consoleLogger(): Logger {
  const { console } = globalThis;
  // A message may hold names of a body, and a per cent sign in one would be filled in with the fields.
  return {
    debug: writeNothing,
    info: writeNothing,
    warn: (fields, message) => console.warn('ci-callback: %s', message, fields),
    error: (fields, message) => console.error('ci-callback: %s', message, fields),
  };
}

/** The same logger, whose own failures change nothing: a job must not fail since a line about it could not be written. */
export function unfailing(logger: Logger): Logger {
  const write = (level: keyof Logger): Logger[keyof Logger] => {
    if (logger[level] === writeNothing) return writeNothing;
    // Where it fails, at once or, being async, later, there is nobody left to tell it to.
    return (fields, message) =>
      void recover<unknown>(
        () => logger[level](fields, message),
        () => undefined,
      );
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
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

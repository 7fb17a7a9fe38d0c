/**
 * What a global class of the Web's APIs makes, where the program has types of it: those of DOM or of Node. Declarations that name
 * the class itself would not compile without either, though who only parses needs none.
 */
export type WebInstance<Name extends string> = typeof globalThis extends {
  [Key in Name]: { new (...values: never): infer Instance };
}
  ? Instance
  : object;

export type WebHeaders = WebInstance<'Headers'>;
export type WebAbortSignal = WebInstance<'AbortSignal'>;

/** Runs in Node, in a browser and in a bare context alike: nothing but the language is used here, and all imports are of types. */
import type { Callback, ValidationMode } from '../../packages/core/src/index.ts';
import type { Core } from './core.ts';

export interface Body {
  /** The path below schema/samples. */
  readonly path: string;
  readonly bytes: readonly number[];
  readonly text: string;
}

/** What a function gave, or the error that it threw. */
export type Outcome<Value> = { readonly value: Value } | { readonly error: ObservedError };

/** An error with all properties of its own. */
export interface ObservedError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  /** What errors of syntax have, as line and column. */
  readonly offset?: number;
}

export interface Reading {
  readonly given: 'bytes' | 'text';
  readonly validation: ValidationMode;
  readonly callback: Outcome<Callback>;
  readonly xml?: Outcome<string>;
  readonly json?: Outcome<string>;
}

export interface Observation {
  readonly path: string;
  readonly readings: readonly Reading[];
}

/** Gives what core makes of each body, as bytes and as text, in every mode, and what it writes of that. */
export function observe(core: Core, bodies: readonly Body[]): Observation[] {
  return bodies.map(({ path, bytes, text }) => ({
    path,
    readings: (['lenient', 'strict', 'off'] as const).flatMap((validation) => [
      { given: 'bytes' as const, validation, ...read(core, Uint8Array.from(bytes), validation) },
      { given: 'text' as const, validation, ...read(core, text, validation) },
    ]),
  }));
}

function read(
  { formatJson, formatXml, parseCallback }: Core,
  body: string | Uint8Array,
  validation: ValidationMode,
): Pick<Reading, 'callback' | 'xml' | 'json'> {
  const callback = attempt(() => parseCallback(body, { validation }));
  if ('error' in callback) return { callback };
  return {
    callback,
    xml: attempt(() => formatXml(callback.value)),
    json: attempt(() => formatJson(callback.value, { indent: 2 })),
  };
}

function attempt<Value>(give: () => Value): Outcome<Value> {
  try {
    return { value: give() };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { ...(error as object), name, message } };
  }
}

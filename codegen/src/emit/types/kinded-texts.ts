import type { NativeKind } from '../../kinds.ts';

/** The name of the type of a text that holds something. */
export function kindedText(kind: NativeKind): string {
  return `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}Text`;
}

/**
 * Types for texts that hold something. The property that tells them apart is optional, so any text can be one, and belongs to
 * a symbol that no program can name, so nobody is tempted to read it.
 */
export const kindedTypes = `declare const kind: unique symbol;

/** A text that holds a whole number, such as \`48000\`. At run time, and for the compiler, it is text. */
export type IntegerText = string & { readonly [kind]?: 'integer' };

/** A text that holds a number, such as \`128.147000\`. At run time, and for the compiler, it is text. */
export type NumberText = string & { readonly [kind]?: 'number' };

/** A text that holds a time, such as \`2024-03-05T09:30:00+0800\`, or \`-\`. At run time, and for the compiler, it is text. */
export type TimeText = string & { readonly [kind]?: 'time' };

/** What a text holds, by its type: \`never\` for one that is nothing but text, and for what is no text. */
export type KindOf<Value> = Value extends string
  ? typeof kind extends keyof Value
    ? Exclude<Value[typeof kind], undefined>
    : never
  : never;
`;

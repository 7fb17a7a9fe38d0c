import type { Issue } from '../errors/index.ts';
import type { KindOf, UnknownValue } from '../generated/types/index.ts';

/**
 * A callback, a job or anything in one, with numbers as numbers and times as dates; texts that hold neither stay as they are.
 * `Invalid` is what a text is that does not hold what the schema says: `never` where there is none, `string` where there may be.
 *
 * @example
 * ```ts
 * function milliseconds({ StartTime, EndTime }: Native<Job>): number | undefined {
 *   return StartTime && EndTime && EndTime.getTime() - StartTime.getTime();
 * }
 * ```
 */
export type Native<Value, Invalid extends string = never> = [KindOf<Value>] extends [never]
  ? NativeStructure<Value, Invalid>
  : NativeByKind[KindOf<Value> & keyof NativeByKind] | Invalid | Extract<Value, undefined>;

// Unknown values hold each other, so looking into them would never end.
type NativeStructure<Value, Invalid extends string> = [UnknownValue] extends [Value]
  ? Value
  : Value extends string | number | boolean | undefined
    ? Value
    : { [Name in keyof Value]: Native<Value[Name], Invalid> };

interface NativeByKind {
  integer: number;
  number: number;
  time: Date;
}

/** What {@link toNative} gives: numbers and times throughout, or where there are none although the schema says so. */
export type NativeResult<Value> =
  | { readonly success: true; readonly data: Native<Value>; readonly issues: readonly [] }
  | { readonly success: false; readonly data: Native<Value, string>; readonly issues: readonly Issue[] };

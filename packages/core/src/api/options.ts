/** What a body may cost before it is refused. */
export interface Limits {
  /** The size of the body in bytes; 1 MiB by default. */
  readonly bytes?: number;
  /** How deep elements or objects may nest, the root counted; 64 by default, 1000 at most. */
  readonly depth?: number;
  /** How many elements (XML) or values (JSON, trees) there may be; 100,000 by default. */
  readonly elements?: number;
  /** How many attributes one XML element may have; 64 by default. */
  readonly attributes?: number;
}

/**
 * How much of the schema a callback must meet.
 * - `lenient`: what is needed to tell which callback it is (`JobsDetail`, `JobId`) and, as always, the kind of each value.
 * - `strict`: also no unknown fields or values, no missing ones, and numbers and times where the schema says so. For tests and contract checks.
 * - `off`: the kind of each value alone.
 */
export type ValidationMode = 'lenient' | 'strict' | 'off';

export interface ParseOptions {
  /** The Content-Type header, of which the charset counts and, where the content leaves it open, the type. */
  readonly contentType?: string | undefined;
  /** `lenient` by default. */
  readonly validation?: ValidationMode | undefined;
  readonly limits?: Limits | undefined;
}

export type ResolvedLimits = Readonly<Required<Limits>>;

export interface ResolvedOptions {
  readonly contentType: string | undefined;
  readonly validation: ValidationMode;
  readonly limits: ResolvedLimits;
}

export const defaultLimits: ResolvedLimits = { bytes: 1_048_576, depth: 64, elements: 100_000, attributes: 64 };

// Readers and mappers recurse, and a thousand levels fit the smallest stack that Node starts with.
const deepest = 1000;

/**
 * Fills in the defaults.
 * @throws {TypeError} if an option has a value that it can't have: a mistake of the program, not of the body.
 */
export function resolveOptions(options: ParseOptions = {}): ResolvedOptions {
  const { contentType, validation = 'lenient', limits } = options;
  if (validation !== 'lenient' && validation !== 'strict' && validation !== 'off') {
    throw new TypeError(`validation must be 'lenient', 'strict' or 'off', not ${String(validation)}`);
  }
  return { contentType, validation, limits: limits === undefined ? defaultLimits : resolveLimits(limits) };
}

function resolveLimits(limits: Limits): ResolvedLimits {
  return {
    bytes: resolveLimit('bytes', limits.bytes, Number.MAX_SAFE_INTEGER),
    depth: resolveLimit('depth', limits.depth, deepest),
    elements: resolveLimit('elements', limits.elements, Number.MAX_SAFE_INTEGER),
    attributes: resolveLimit('attributes', limits.attributes, Number.MAX_SAFE_INTEGER),
  };
}

function resolveLimit(name: keyof Limits, value: number | undefined, most: number): number {
  if (value === undefined) return defaultLimits[name];
  if (!Number.isSafeInteger(value) || value < 1 || value > most) {
    throw new TypeError(`limits.${name} must be a whole number from 1 to ${most}, not ${String(value)}`);
  }
  return value;
}

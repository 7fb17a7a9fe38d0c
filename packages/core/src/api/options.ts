import { kindOf, shownValue } from '../options/kind-of.ts';
import { requireOptions, type OptionNames } from '../options/require-options.ts';
import { wholeNumber } from '../options/whole-number.ts';

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

const limitNames: OptionNames<Limits> = { bytes: true, depth: true, elements: true, attributes: true };

const parseOptionNames: OptionNames<ParseOptions> = { contentType: true, validation: true, limits: true };

/**
 * Fills in the defaults.
 * @param asker the function that takes the options, for messages
 * @throws {TypeError} if there is no such option, or one has a value that it can't have: a mistake of the program, not of the body.
 */
export function resolveOptions(asker: string, options: ParseOptions = {}): ResolvedOptions {
  requireOptions(asker, options, parseOptionNames);
  const { contentType, validation, limits } = options;
  return {
    contentType: resolveContentType(asker, contentType),
    validation: resolveValidation(asker, validation),
    limits: limits === undefined ? defaultLimits : resolveLimits(asker, limits),
  };
}

function resolveContentType(asker: string, contentType: string | null | undefined): string | undefined {
  // A Request of the Fetch standard says null of a header that it does not have.
  if (typeof contentType === 'string' || contentType === undefined || contentType === null)
    return contentType ?? undefined;
  throw new TypeError(`${asker}: contentType must be text, not ${kindOf(contentType)}.`);
}

function resolveValidation(asker: string, validation: ValidationMode = 'lenient'): ValidationMode {
  if (validation === 'lenient' || validation === 'strict' || validation === 'off') return validation;
  throw new TypeError(`${asker}: validation must be 'lenient', 'strict' or 'off', not ${shownValue(validation)}.`);
}

// Here and not where it is needed: options may come anew with each body.
const anyNumber = { most: Number.MAX_SAFE_INTEGER };
const anyDepth = { most: deepest };

function resolveLimits(asker: string, limits: Limits): ResolvedLimits {
  requireOptions(asker, limits, limitNames, 'limits');
  const { bytes, depth, elements, attributes } = limits;
  return {
    bytes: wholeNumber(asker, 'limits.bytes', bytes, defaultLimits.bytes, anyNumber),
    depth: wholeNumber(asker, 'limits.depth', depth, defaultLimits.depth, anyDepth),
    elements: wholeNumber(asker, 'limits.elements', elements, defaultLimits.elements, anyNumber),
    attributes: wholeNumber(asker, 'limits.attributes', attributes, defaultLimits.attributes, anyNumber),
  };
}

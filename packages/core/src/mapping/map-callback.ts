import { MappingError, type Issue } from '../errors/index.ts';
import type { ResolvedLimits } from '../api/options.ts';
import type { VariantsShape } from '../shape/index.ts';
import type { ElementTags } from '../shape/element-tags.ts';
import type { CanonicalObject } from '../shape/canonical-value.ts';
import { describeValue } from './describe.ts';
import { isObject, type LooseValue } from './loose-value.ts';
import { Mapper } from './mapper.ts';

/** What a schema says of a body as a whole. */
export interface CallbackShape {
  /** The name of the XML root element. */
  readonly rootName: string;
  readonly rootTags: ElementTags;
  readonly shape: VariantsShape;
}

export interface MappedCallback {
  readonly callback: CanonicalObject;
  /** Whether a number was met that JSON.parse may have cut. */
  readonly lostDigits: boolean;
}

/**
 * Maps the content of a root element, a JSON text or a tree.
 * @throws {MappingError} `mapping.failed` with all issues, or `mapping.wrong_root`
 */
export function mapCallback(
  value: LooseValue,
  { shape }: CallbackShape,
  limits: ResolvedLimits,
  origin: 'body' | 'tree',
): MappedCallback {
  const mapper = new Mapper(limits, origin);
  const callback = mapper.map(value, shape);
  if (mapper.issues.length > 0) throw new MappingError('mapping.failed', mapper.issues);
  return { callback: (callback ?? {}) as CanonicalObject, lostDigits: mapper.lostDigits };
}

/** Takes away the root that some JSON bodies and most trees have: a lone key with the name of the XML root. */
export function unwrapRoot(value: LooseValue, rootName: string, origin: 'body' | 'tree'): LooseValue {
  if (!isObject(value)) throw wrongRoot(`an object`, describeValue(value));
  const isRoot = (name: string): boolean =>
    name === rootName || (origin === 'tree' && name.toLowerCase() === rootName.toLowerCase());
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length !== 1 || key === undefined || !isRoot(key)) return value;
  const content = value[key];
  return Array.isArray(content) && content.length === 1 ? content[0] : content;
}

export function wrongRoot(expected: string, actual: string): MappingError {
  const issue: Issue = { path: '', code: 'wrong_type', message: 'The body is no callback.', expected, actual };
  return new MappingError('mapping.wrong_root', [issue]);
}

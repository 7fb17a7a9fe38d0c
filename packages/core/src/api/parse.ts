import { decodeBody } from '../decode/decode-body.ts';
import { detectFormat, emptyBody, firstCharacter } from '../decode/detect-format.ts';
import { BodyError, CallbackError, MappingError, ValidationError } from '../errors/index.ts';
import { callback as callbackVariants, rootName } from '../generated/shapes/index.ts';
import type { Callback } from '../generated/types/index.ts';
import { readJson, readJsonExactly } from '../json/read-json.ts';
import type { CanonicalObject } from '../shape/canonical-value.ts';
import type { LooseValue } from '../mapping/loose-value.ts';
import { mapCallback, unwrapRoot, wrongRoot, type CallbackShape } from '../mapping/map-callback.ts';
import { mapPlain } from '../mapping/plain-mapper.ts';
import { elementTags } from '../shape/element-tags.ts';
import { validateCallback } from '../validation/validate-callback.ts';
import { readCallback } from '../xml/callback-reader.ts';
import { XmlCursor } from '../xml/cursor.ts';
import { readXml } from '../xml/read-xml.ts';
import { resolveOptions, type ParseOptions, type ResolvedLimits, type ResolvedOptions } from './options.ts';

const shape: CallbackShape = {
  rootName,
  rootTags: /* @__PURE__ */ elementTags(rootName),
  shape: callbackVariants,
};

/** What {@link safeParseCallback} gives: the callback, or why there is none. */
export type ParseResult =
  | { readonly success: true; readonly data: Callback }
  | { readonly success: false; readonly error: CallbackError };

/**
 * Parses and validates the body of a callback, whatever it is: XML or JSON, as bytes or as text, told apart by its content,
 * or the object that a body parser made of either.
 *
 * @example
 * ```ts
 * const callback = parseCallback(body, { contentType: request.headers['content-type'] });
 * if (callback.EventName === 'TaskFinish') for (const job of callback.JobsDetail) console.log(job.JobId, job.State);
 * ```
 * @throws {CallbackError} {@link BodyError}, {@link XmlSyntaxError}, {@link JsonSyntaxError}, {@link MappingError} or {@link ValidationError}
 */
export function parseCallback(body: string | Uint8Array | object, options?: ParseOptions): Callback {
  return parseResolved(body, resolveOptions(options));
}

/** The same, for options that have been resolved once for many bodies. */
export function parseResolved(body: string | Uint8Array | object, options: ResolvedOptions): Callback {
  const raw = rawBody(body);
  if (raw === undefined) return fromTree(body, options);
  const { content, encodingKnown } = decodeBody(raw, options.contentType, options.limits.bytes);
  return detectFormat(content, options.contentType) === 'xml'
    ? fromXml(content, encodingKnown, options)
    : fromJson(content, options);
}

/** As {@link parseCallback}, with the error given instead of thrown. */
export function safeParseCallback(body: string | Uint8Array | object, options?: ParseOptions): ParseResult {
  try {
    return { success: true, data: parseCallback(body, options) };
  } catch (error) {
    if (error instanceof CallbackError) return { success: false, error };
    throw error;
  }
}

/** As {@link parseCallback}, for a body that must be XML. */
export function parseXml(body: string | Uint8Array, options?: ParseOptions): Callback {
  const resolved = resolveOptions(options);
  const { content, encodingKnown } = decodeBody(requireRaw(body), resolved.contentType, resolved.limits.bytes);
  if (firstCharacter(content) === undefined) throw emptyBody();
  return fromXml(content, encodingKnown, resolved);
}

/** As {@link parseCallback}, for a body that must be JSON. */
export function parseJson(body: string | Uint8Array, options?: ParseOptions): Callback {
  const resolved = resolveOptions(options);
  const { content } = decodeBody(requireRaw(body), resolved.contentType, resolved.limits.bytes);
  if (firstCharacter(content) === undefined) throw emptyBody();
  return fromJson(content, resolved);
}

/**
 * As {@link parseCallback}, for the object that a body parser made of a body: JSON.parse's, or a tree of xml2js with any of its usual options,
 * also with its names in another case.
 */
export function parseTree(tree: object, options?: ParseOptions): Callback {
  return fromTree(tree, resolveOptions(options));
}

function fromXml(content: Uint8Array | string, encodingKnown: boolean, options: ResolvedOptions): Callback {
  const { limits } = options;
  const read = readCallback(new XmlCursor(content, limits), encodingKnown, shape);
  if (read !== undefined && options.validation === 'lenient') return read as unknown as Callback;
  return validated(read ?? mapXml(content, encodingKnown, limits), options);
}

/** The long way, by which it is found out where and why a document doesn't fit. */
function mapXml(content: Uint8Array | string, encodingKnown: boolean, limits: ResolvedLimits): CanonicalObject {
  const root = readXml(content, encodingKnown, limits);
  if (root.name !== rootName) throw wrongRoot(`the root element ${rootName}`, 'another one');
  return mapCallback(root.content, shape, limits, 'body').callback;
}

function fromJson(content: Uint8Array | string, options: ResolvedOptions): Callback {
  const { limits } = options;
  const value = unwrapRoot(readJson(content, limits.depth), rootName, 'body');
  const read = mapPlain(value, callbackVariants, limits);
  if (read !== undefined && options.validation === 'lenient') return read as unknown as Callback;
  return validated(read ?? mapJson(value, content, limits), options);
}

function mapJson(value: LooseValue, content: Uint8Array | string, limits: ResolvedLimits): CanonicalObject {
  const mapped = mapCallback(value, shape, limits, 'body');
  if (!mapped.lostDigits) return mapped.callback;
  const exact = unwrapRoot(readJsonExactly(content, limits.depth), rootName, 'body');
  return mapCallback(exact, shape, limits, 'body').callback;
}

function fromTree(tree: unknown, options: ResolvedOptions): Callback {
  if (typeof tree !== 'object' || tree === null)
    throw new BodyError('body.unsupported_type', 'A body is text, bytes or an object.');
  let callback: CanonicalObject;
  try {
    ({ callback } = mapCallback(unwrapRoot(tree as LooseValue, rootName, 'tree'), shape, options.limits, 'tree'));
  } catch (cause) {
    if (cause instanceof CallbackError) throw cause;
    // A tree can be any object, also one whose properties throw when they are read.
    throw new MappingError('mapping.failed', [], { cause });
  }
  return validated(callback, options);
}

function validated(callback: CanonicalObject, { validation }: ResolvedOptions): Callback {
  if (validation !== 'off') {
    const issues = validateCallback(callback, { mode: validation });
    if (issues.length > 0) throw new ValidationError(issues);
  }
  return callback as unknown as Callback;
}

function requireRaw(body: unknown): string | Uint8Array {
  const raw = rawBody(body);
  if (raw === undefined) throw new BodyError('body.unsupported_type', 'A body is text or bytes.');
  return raw;
}

function rawBody(body: unknown): string | Uint8Array | undefined {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return body instanceof ArrayBuffer ? new Uint8Array(body) : undefined;
}

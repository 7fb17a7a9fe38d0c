import type { ResolvedLimits, ResolvedOptions } from '../api/options.ts';
import { decodeBody } from '../decode/decode-body.ts';
import { detectFormat, emptyBody, firstCharacter } from '../decode/detect-format.ts';
import { BodyError, CallbackError, MappingError, ValidationError } from '../errors/index.ts';
import { readJson, readJsonExactly } from '../json/read-json.ts';
import type { LooseValue } from '../mapping/loose-value.ts';
import { mapCallback, unwrapRoot, wrongRoot } from '../mapping/map-callback.ts';
import { mapPlain } from '../mapping/plain-mapper.ts';
import type { CanonicalObject } from '../shape/canonical-value.ts';
import { readCallback } from '../xml/callback-reader.ts';
import { XmlCursor } from '../xml/cursor.ts';
import { readXml } from '../xml/read-xml.ts';
import type { Catalog } from './catalog.ts';
import { validate } from './validate.ts';

/** A body whose content tells whether it is XML or JSON, or the object that a body parser made of either. */
export function parseBody(
  catalog: Catalog,
  body: string | Uint8Array | object,
  options: ResolvedOptions,
): CanonicalObject {
  const raw = rawBody(body);
  if (raw === undefined) return parseTreeBody(catalog, body, options);
  const { content, encodingKnown } = decodeBody(raw, options.contentType, options.limits.bytes);
  return detectFormat(content, options.contentType) === 'xml'
    ? fromXml(catalog, content, encodingKnown, options)
    : fromJson(catalog, content, options);
}

export function parseXmlBody(catalog: Catalog, body: string | Uint8Array, options: ResolvedOptions): CanonicalObject {
  const { content, encodingKnown } = decodeBody(requireRaw(body), options.contentType, options.limits.bytes);
  if (firstCharacter(content) === undefined) throw emptyBody();
  return fromXml(catalog, content, encodingKnown, options);
}

export function parseJsonBody(catalog: Catalog, body: string | Uint8Array, options: ResolvedOptions): CanonicalObject {
  const { content } = decodeBody(requireRaw(body), options.contentType, options.limits.bytes);
  if (firstCharacter(content) === undefined) throw emptyBody();
  return fromJson(catalog, content, options);
}

export function parseTreeBody(catalog: Catalog, tree: unknown, options: ResolvedOptions): CanonicalObject {
  if (typeof tree !== 'object' || tree === null)
    throw new BodyError('body.unsupported_type', 'A body is text, bytes or an object.');
  const { callback: shape } = catalog;
  let callback: CanonicalObject;
  try {
    ({ callback } = mapCallback(unwrapRoot(tree as LooseValue, shape.rootName, 'tree'), shape, options.limits, 'tree'));
  } catch (cause) {
    if (cause instanceof CallbackError) throw cause;
    // A tree can be any object, also one whose properties throw when they are read.
    throw new MappingError('mapping.failed', [], { cause });
  }
  return validated(catalog, callback, options);
}

function fromXml(
  catalog: Catalog,
  content: Uint8Array | string,
  encodingKnown: boolean,
  options: ResolvedOptions,
): CanonicalObject {
  const { limits } = options;
  const read = readCallback(new XmlCursor(content, limits), encodingKnown, catalog.callback);
  if (read !== undefined && options.validation === 'lenient') return read;
  return validated(catalog, read ?? mapXml(catalog, content, encodingKnown, limits), options);
}

/** The long way, by which it is found out where and why a document doesn't fit. */
function mapXml(
  { callback: shape }: Catalog,
  content: Uint8Array | string,
  encodingKnown: boolean,
  limits: ResolvedLimits,
): CanonicalObject {
  const root = readXml(content, encodingKnown, limits);
  if (root.name !== shape.rootName) throw wrongRoot(`the root element ${shape.rootName}`, 'another one');
  return mapCallback(root.content, shape, limits, 'body').callback;
}

function fromJson(catalog: Catalog, content: Uint8Array | string, options: ResolvedOptions): CanonicalObject {
  const { callback: shape } = catalog;
  const { limits } = options;
  const value = unwrapRoot(readJson(content, limits.depth), shape.rootName, 'body');
  const read = mapPlain(value, shape.shape, limits);
  if (read !== undefined && options.validation === 'lenient') return read;
  return validated(catalog, read ?? mapJson(catalog, value, content, limits), options);
}

function mapJson(
  { callback: shape }: Catalog,
  value: LooseValue,
  content: Uint8Array | string,
  limits: ResolvedLimits,
): CanonicalObject {
  const mapped = mapCallback(value, shape, limits, 'body');
  if (!mapped.lostDigits) return mapped.callback;
  const exact = unwrapRoot(readJsonExactly(content, limits.depth), shape.rootName, 'body');
  return mapCallback(exact, shape, limits, 'body').callback;
}

function validated(catalog: Catalog, callback: CanonicalObject, { validation }: ResolvedOptions): CanonicalObject {
  if (validation !== 'off') {
    const issues = validate(catalog, callback, validation);
    if (issues.length > 0) throw new ValidationError(issues);
  }
  return callback;
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

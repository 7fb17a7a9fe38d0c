import { fullCatalog } from '../catalog/full-catalog.ts';
import { parseBody, parseJsonBody, parseTreeBody, parseXmlBody } from '../catalog/parse-body.ts';
import type { Callback } from '../generated/types/index.ts';
import { attempt, type ParseResult } from './attempt.ts';
import { resolveOptions, type ParseOptions, type ResolvedOptions } from './options.ts';

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
  return parseResolved(body, resolveOptions('parseCallback', options));
}

/** The same, for options that have been resolved once for many bodies. */
export function parseResolved(body: string | Uint8Array | object, options: ResolvedOptions): Callback {
  return parseBody(fullCatalog, body, options) as unknown as Callback;
}

/** As {@link parseCallback}, with the error given instead of thrown. */
export function safeParseCallback(body: string | Uint8Array | object, options?: ParseOptions): ParseResult {
  return attempt(() => parseResolved(body, resolveOptions('safeParseCallback', options)));
}

/** As {@link parseCallback}, for a body that must be XML. */
export function parseXml(body: string | Uint8Array, options?: ParseOptions): Callback {
  return parseXmlBody(fullCatalog, body, resolveOptions('parseXml', options)) as unknown as Callback;
}

/** As {@link parseCallback}, for a body that must be JSON. */
export function parseJson(body: string | Uint8Array, options?: ParseOptions): Callback {
  return parseJsonBody(fullCatalog, body, resolveOptions('parseJson', options)) as unknown as Callback;
}

/**
 * As {@link parseCallback}, for the object that a body parser made of a body: JSON.parse's, or a tree of xml2js with any of its usual options,
 * also with its names in another case.
 */
export function parseTree(tree: object, options?: ParseOptions): Callback {
  return parseTreeBody(fullCatalog, tree, resolveOptions('parseTree', options)) as unknown as Callback;
}

import type { Model } from '../model.ts';
import { isBodyObject, type BodyValue } from './body-value.ts';
import { type CanonicalObject, interpret, InterpretationError } from './interpreter.ts';
import { type BodyRoot, readBody } from './read-body.ts';

/**
 * Maps a body to the canonical form on a way of its own: other parsers than core's, and the model itself in place of what is
 * generated from it.
 * @throws {Error} if the body can't be read, or has no canonical form
 */
export async function mapByReference(model: Model, bytes: Uint8Array): Promise<CanonicalObject> {
  return interpret(model, contentOf(await readBody(bytes), model.root.elementName));
}

/**
 * What is in the root of a body.
 * @throws {InterpretationError} if the root has another name than that of callbacks
 */
export function contentOf(root: BodyRoot, rootName: string): BodyValue {
  if (root.format === 'json') return unwrap(root.value, rootName);
  if (root.name !== rootName) throw new InterpretationError('', `The root element is called ${root.name}`);
  return root.value;
}

/** Some JSON bodies have the root of XML as their only key. */
function unwrap(value: BodyValue, rootName: string): BodyValue {
  const content = isBodyObject(value) && Object.keys(value).length === 1 ? value[rootName] : undefined;
  return content ?? value;
}

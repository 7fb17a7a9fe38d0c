import type { Model } from '../model.ts';
import { isBodyObject, type BodyValue } from './body-value.ts';
import { type CanonicalObject, interpret, InterpretationError } from './interpreter.ts';
import { readBody } from './read-body.ts';

/**
 * Maps a body to the canonical form on a way of its own: other parsers than core's, and the model itself in place of what is
 * generated from it.
 * @throws {Error} if the body can't be read, or has no canonical form
 */
export async function mapByReference(model: Model, bytes: Uint8Array): Promise<CanonicalObject> {
  const root = await readBody(bytes);
  const { elementName } = model.root;
  if (root.format === 'json') return interpret(model, unwrap(root.value, elementName));
  if (root.name !== elementName) throw new InterpretationError('', `The root element is called ${root.name}`);
  return interpret(model, root.value);
}

/** Some JSON bodies have the root of XML as their only key. */
function unwrap(value: BodyValue, rootName: string): BodyValue {
  const content = isBodyObject(value) && Object.keys(value).length === 1 ? value[rootName] : undefined;
  return content ?? value;
}

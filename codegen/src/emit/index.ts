import { emitCatalog } from './catalog.ts';
import { emitDocs } from './docs/index.ts';
import type { Emitter } from './emitter.ts';
import { emitKinds } from './kinds/index.ts';
import { emitObjectPlaces } from './object-places.ts';
import { emitRegistry } from './registry.ts';
import { emitShapes } from './shapes/index.ts';
import { emitTypes } from './types/index.ts';
import { emitValidators } from './validators/index.ts';

/** What is generated into the directory of code. */
export const codeEmitters: Readonly<Record<string, Emitter>> = {
  types: emitTypes,
  shapes: emitShapes,
  validators: emitValidators,
  kinds: emitKinds,
  objectPlaces: emitObjectPlaces,
  catalog: emitCatalog,
  registry: emitRegistry,
};

/** What is generated into the directory of documents. */
export const documentEmitters: Readonly<Record<string, Emitter>> = { docs: emitDocs };

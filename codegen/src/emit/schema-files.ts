import type { Model } from '../model.ts';

/** The schema files that a model is built from, the root first. */
export function schemaFilesOf({ root, definitions }: Model): readonly string[] {
  return [...new Set([root.file, ...[...definitions.values()].map(({ file }) => file)])];
}

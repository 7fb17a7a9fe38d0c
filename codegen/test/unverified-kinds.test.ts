import { expect, test } from 'vitest';
import { isUnverified } from '../src/emit/evidence.ts';
import { readModel } from '../src/generate.ts';
import { type Definition, definitionOf, type Model } from '../src/model.ts';
import { repositorySchema } from './support/schemas.ts';

const model = await readModel(repositorySchema);
const kinds = [...model.events.known, ...model.jobs.known].map(({ name, title }) => {
  return [name, definitionOf(model, title)] as const;
});
const unverified = kinds.filter(([, { evidence }]) => isUnverified(evidence));

/** The fields that strict validation misses, by their paths, but for those in objects that other kinds have shown. */
function promisesOf(within: Model, { fields }: Definition, parent = ''): readonly string[] {
  return fields.flatMap(({ name, presence, required, type }) => {
    const path = `${parent}${name}`;
    const inner = type.type === 'object' ? definitionOf(within, type.title) : undefined;
    const nested = inner !== undefined && isUnverified(inner.evidence) ? promisesOf(within, inner, `${path}.`) : [];
    return [...(required || presence === 'always' || presence === 'success' ? [path] : []), ...nested];
  });
}

test('there are kinds of both sorts', () => {
  expect(unverified.length).toBeGreaterThan(0);
  expect(unverified.length).toBeLessThan(kinds.length);
});

test.each(unverified)('%s, of which no body has been seen, promises nothing but its identity', (_name, definition) => {
  expect(promisesOf(model, definition)).toEqual(['JobId', 'Operation', 'Tag']);
});

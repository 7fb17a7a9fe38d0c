import { isDeepStrictEqual } from 'node:util';
import type { AnySchemaObject } from 'ajv';
import { basesOf, type Definition, type Field, type Model } from '../../model.ts';
import { fieldRule, isWanted, type Mode } from './field-rule.ts';

/**
 * The bases of a definition whose rules it can leave to one function that all who build on them call: what it refines must be
 * more than what the base wants, or a field would be said to be wrong twice, or by a rule that doesn't hold for it.
 */
export function sharedBases(model: Model, definition: Definition, mode: Mode): readonly Definition[] {
  const shared: Definition[] = [];
  for (const base of basesOf(model, definition)) {
    const others = new Set(shared.flatMap(({ fields }) => fields.map(({ name }) => name)));
    // A base that is a definition too refuses unknown fields in strict mode, and so what is added to it.
    if (!model.bases.has(base.title) || base.fields.some(({ name }) => others.has(name))) continue;
    if (base.fields.every((field) => isRefined(field, definition, mode))) shared.push(base);
  }
  return shared;
}

/** What a definition's rule for a field adds to what its base wants of it; undefined for nothing. */
export function addedRule(field: Field, bases: readonly Definition[], mode: Mode): AnySchemaObject | undefined {
  const rule = fieldRule(field, mode);
  const inherited = fieldOf(bases, field.name);
  if (inherited === undefined) return rule;
  const told = fieldRule(inherited, mode);
  const added = Object.entries(rule).filter(([keyword]) => !(keyword in told));
  return added.length === 0 ? undefined : Object.fromEntries(added);
}

/** Whether a definition wants a field that none of its bases wants. */
export function isWantedHere(field: Field, bases: readonly Definition[], mode: Mode): boolean {
  const inherited = fieldOf(bases, field.name);
  return isWanted(field, mode) && !(inherited !== undefined && isWanted(inherited, mode));
}

function isRefined(inherited: Field, { fields }: Definition, mode: Mode): boolean {
  const field = fields.find(({ name }) => name === inherited.name);
  if (field === undefined || (isWanted(inherited, mode) && !isWanted(field, mode))) return false;
  const rule = fieldRule(field, mode);
  return Object.entries(fieldRule(inherited, mode)).every(([keyword, value]) =>
    isDeepStrictEqual(rule[keyword], value),
  );
}

function fieldOf(bases: readonly Definition[], name: string): Field | undefined {
  return bases.flatMap(({ fields }) => fields).find((field) => field.name === name);
}

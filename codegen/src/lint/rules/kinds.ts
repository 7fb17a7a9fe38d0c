import { keyword, type Layers, propertiesOf, requiredOf } from '../../layers.ts';
import type { SchemaSet } from '../../load.ts';
import { type DecidingProperty, findRoot, type Member, membersOf, otherForms, tellingField } from '../../variants.ts';
import type { Finding, Rule } from '../rule.ts';
import { findJobChoice } from './choices.ts';

/** How kinds of events and jobs are told apart. */
export const kindRules: readonly Rule[] = [
  {
    name: 'Every job but the last has a constant Tag',
    code: 'job.no-tag',
    help: 'Give `Tag` the `const` that the job is told by. The last job is the kind for every other Tag.',
    find: (schema) => withoutName(jobsOf(schema), 'Tag'),
  },
  {
    name: 'Every event but the last has a constant EventName',
    code: 'event.no-name',
    help: 'Give `EventName` the `const` that the event is told by. The last event is the kind for every other EventName.',
    find: (schema) => withoutName(eventsOf(schema), 'EventName'),
  },
  {
    name: 'No two jobs have the same Tag',
    code: 'job.duplicate-tag',
    help: 'Only one of the two could ever be chosen: delete the other, or correct its Tag.',
    find: (schema) => sameName(jobsOf(schema), 'Tag'),
  },
  {
    name: 'Events of one EventName are its forms, told apart by a required field',
    code: 'event.duplicate-name',
    help: 'Only one of the two could ever be chosen: correct its EventName, or require a field that no other form has.',
    *find(schema) {
      const events = eventsOf(schema);
      for (const [index, event] of events.entries()) {
        const others = otherForms(events, event);
        const first = others.find((other) => events.indexOf(other) < index);
        if (first === undefined || tellingField(schema, event, others) !== undefined) continue;
        const message = `${first.at.file} has the EventName ${event.name} too, and nothing tells the two apart`;
        yield { at: nameAt(event.at, 'EventName'), message };
      }
    },
  },
  {
    name: 'The last kind is for every other name',
    code: 'kind.no-unknown',
    help: 'New kinds come without notice. The last of a choice has the deciding property as any text.',
    *find(schema) {
      yield* lastOf(schema, eventsOf(schema), 'EventName');
      yield* lastOf(schema, jobsOf(schema), 'Tag');
    },
  },
  {
    name: 'A constant is required',
    code: 'kind.optional-name',
    help: 'What is told by a property always has it: add the property to `required`, so that comparing it narrows the type.',
    *find(schema) {
      yield* optionalName(eventsOf(schema), 'EventName');
      yield* optionalName(jobsOf(schema), 'Tag');
    },
  },
  {
    name: 'An event is inferred by a property of its own',
    code: 'event.inference',
    help: '`x-inferred-by` names a property that this event has and no other event is inferred by, or the path to a text whose `const` is its EventName.',
    *find(schema) {
      const used = new Set<string | undefined>();
      for (const { at, layers, name } of eventsOf(schema)) {
        const path = keyword(layers, 'x-inferred-by');
        if (path === undefined) continue;
        const place = { file: at.file, pointer: '/x-inferred-by' };
        const [property = '', inner] = path.split('/');
        const found = propertiesOf(schema, layers).get(property);
        if (found === undefined) yield { at: place, message: `the event has no property ${property}` };
        else if (inner !== undefined && constantIn(schema, found, inner) !== name)
          yield { at: place, message: `${inner} of ${property} is not always ${name}` };
        // A path tells events apart by what it leads to.
        const sign = inner === undefined ? property : name;
        if (used.has(sign)) yield { at: place, message: `another event is inferred by ${path} too` };
        used.add(sign);
      }
    },
  },
];

function constantIn(schema: SchemaSet, object: Layers, name: string): string | undefined {
  return keyword(propertiesOf(schema, object).get(name) ?? [], 'const');
}

export function eventsOf(schema: SchemaSet): readonly Member[] {
  const root = findRoot(schema);
  return root === undefined ? [] : membersOf(schema, root, 'EventName');
}

export function jobsOf(schema: SchemaSet): readonly Member[] {
  const choice = findJobChoice(schema);
  return choice === undefined ? [] : membersOf(schema, choice, 'Tag');
}

function withoutName(members: readonly Member[], property: DecidingProperty): readonly Finding[] {
  return members
    .slice(0, -1)
    .flatMap(({ at, name }) => (name === undefined ? [{ at, message: `${property} has no constant` }] : []));
}

function* sameName(members: readonly Member[], property: DecidingProperty): Generator<Finding> {
  const first = new Map<string, string>();
  for (const { at, name } of members) {
    if (name === undefined) continue;
    const other = first.get(name);
    if (other === undefined) first.set(name, at.file);
    else yield { at: nameAt(at, property), message: `${other} has the ${property} ${name} too` };
  }
}

function* lastOf(schema: SchemaSet, members: readonly Member[], property: DecidingProperty): Generator<Finding> {
  const last = members.at(-1);
  if (last === undefined) return;
  if (last.name !== undefined)
    yield {
      at: nameAt(last.at, property),
      message: `the last of the choice is told by ${property} being ${last.name}`,
    };
  else if (!propertiesOf(schema, last.layers).has(property))
    yield { at: last.at, message: `the last of the choice has no ${property}` };
}

function optionalName(members: readonly Member[], property: DecidingProperty): readonly Finding[] {
  return members.flatMap(({ at, layers, name }) =>
    name === undefined || requiredOf(layers).has(property)
      ? []
      : [{ at: nameAt(at, property), message: `${property} is not required` }],
  );
}

function nameAt({ file }: Finding['at'], property: DecidingProperty): Finding['at'] {
  return { file, pointer: `/properties/${property}` };
}

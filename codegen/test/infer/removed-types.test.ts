import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/build-model.ts';
import { isUnverified } from '../../src/emit/evidence.ts';
import { type Proposal, propose } from '../../src/infer/propose.ts';
import { kindPatterns } from '../../src/kinds.ts';
import { lintSchema } from '../../src/lint/index.ts';
import { parseSchema } from '../../src/load.ts';
import { definitionOf, type Field, type Model } from '../../src/model.ts';
import type { SchemaNode } from '../../src/schema-node.ts';
import { isBodyList, isBodyObject, type BodyValue } from '../../src/verify/body-value.ts';
import type { Sample } from '../../src/verify/index.ts';
import { readBody } from '../../src/verify/read-body.ts';
import { contentOf } from '../../src/verify/reference-mapper.ts';
import { capturesOf } from './bodies.ts';
import { jobNames, repositoryTexts, samplesOf, textsWith, textsWithout } from './removed.ts';

const repositoryModel = buildModel(parseSchema(repositoryTexts()));

/** Fields by their paths from the job; those of open objects are none. */
type Fields = ReadonlyMap<string, Field>;

/** What the samples of a type have in one place, found out without what is tested. */
interface Place {
  /** Whether a sample shows more than one value at once, or an array of JSON. */
  isList: boolean;
  /** Texts by the identity of the job. */
  readonly texts: Map<string, string[]>;
}

interface Case {
  readonly proposal: Proposal;
  readonly problems: readonly unknown[];
  readonly removed: Fields;
  readonly proposed: Fields;
  readonly places: ReadonlyMap<string, Place>;
}

const cases = new Map<string, Promise<Case>>();

function removing(name: string): Promise<Case> {
  const known = cases.get(name) ?? remove(name);
  cases.set(name, known);
  return known;
}

async function remove(name: string): Promise<Case> {
  const texts = textsWithout(name);
  const samples = await samplesOf(name);
  const proposal = propose(parseSchema(texts), await capturesOf(...samples.map(({ bytes }) => bytes)));
  const [job] = proposal.newJobs;
  if (job === undefined) throw new Error('nothing is proposed');
  const schema = parseSchema(textsWith(texts, job));
  return {
    proposal,
    problems: lintSchema(schema),
    removed: fieldsOf(repositoryModel, job.tag),
    proposed: fieldsOf(buildModel(schema), job.tag),
    places: await placesIn(samples),
  };
}

/** Operations that build on something else than those of the removed files. */
const otherBases = new Map([
  // Shows all that what makes media has.
  ['stream-extract', ['media-outcome', 'operation']],
  // No other type builds on the two that this one does.
  ['voice-separate', ['media-operation']],
]);

describe.each(jobNames())('without %s, its samples', (name) => {
  test('bring a file of its name back, that nothing is wrong with', async () => {
    const { proposal, problems } = await removing(name);
    expect(proposal.newJobs.map(({ file }) => file)).toEqual([`jobs/${name}.schema.json`]);
    expect(problems).toEqual([]);
    expect(proposal.fragments).toEqual([]);
  });

  test('let it build on what it did', async () => {
    const { proposal } = await removing(name);
    const before = JSON.parse(repositoryTexts().get(`jobs/${name}.schema.json`) ?? '') as SchemaNode;
    // What no body has been seen of promises little; now one is there.
    if (isUnverified(before['x-evidence'])) return;
    const after = proposal.newJobs[0]?.content;
    expect(after?.allOf).toEqual(before.allOf);
    expect(after?.properties?.['Operation']?.allOf).toEqual(
      otherBases.get(name)?.map((base) => ({ $ref: `../shared/${base}.schema.json` })) ??
        before.properties?.['Operation']?.allOf,
    );
  });

  test('bring its fields back where they show them', async () => {
    const { removed, proposed, places } = await removing(name);
    const known = [...places.keys()].filter((path) => removed.has(path));
    expect(known.length).toBeGreaterThan(10);
    expect(known.filter((path) => !proposed.has(path))).toEqual([]);
    // What the removed file left open is told field by field.
    const more = [...places.keys()].filter((path) => proposed.has(path) && !removed.has(path));
    expect(more.filter((path) => !isInOpen(repositoryModel, removed, path))).toEqual([]);
  });

  test('bring its lists back where they show them, and no others', async () => {
    const { removed, proposed, places } = await removing(name);
    for (const [path, { isList }] of places) {
      const [before, after] = [removed.get(path), proposed.get(path)];
      if (before === undefined || after === undefined) continue;
      expect([path, after.type.type, after.list]).toEqual([
        path,
        before.type.type,
        before.list && (isList || after.list),
      ]);
    }
  });

  test('bring its kinds back where they show them', async () => {
    const { removed, proposed, places } = await removing(name);
    const wrong = [...places].filter(([path, { texts }]) => {
      const [before, after] = [kindOf(removed.get(path)), kindOf(proposed.get(path))];
      if (after === undefined)
        return before !== undefined && texts.size > 1 && proposed.get(path)?.type.type === 'text';
      const all = [...texts.values()].flat();
      // Whole numbers alone do not show that there are others.
      return after !== before && !(before !== 'time' && all.every((text) => kindPatterns[after].test(text)));
    });
    expect(wrong.map(([path]) => path)).toEqual([]);
    expect([...proposed.values()].filter((field) => kindOf(field) !== undefined).length).toBeGreaterThan(2);
  });

  test('leave nothing of what they say in the file', async () => {
    const { proposal, places } = await removing(name);
    const text = JSON.stringify(proposal.newJobs[0]?.content);
    // Names of types are values too, and are told by others.
    const names = new Set([...places.keys()].flatMap((path) => path.split('.')));
    const values = [...places.values()].flatMap(({ texts }) => [...texts.values()].flat());
    const telling = values.filter(
      (value) => value.length > 8 && !names.has(value) && value !== proposal.newJobs[0]?.tag,
    );
    expect(telling.length).toBeGreaterThan(10);
    expect(telling.filter((value) => text.includes(value))).toEqual([]);
  });
});

function fieldsOf(model: Model, tag: string): Fields {
  const kind = model.jobs.known.find(({ name }) => name === tag);
  const fields = new Map<string, Field>();
  const add = (title: string, parent: string): void => {
    for (const field of definitionOf(model, title).fields) {
      fields.set(`${parent}${field.name}`, field);
      if (field.type.type === 'object') add(field.type.title, `${parent}${field.name}.`);
    }
  };
  add(kind?.title ?? '', '');
  return fields;
}

function isInOpen(model: Model, fields: Fields, path: string): boolean {
  const parents = [...path.matchAll(/\./g)].map(({ index }) => fields.get(path.slice(0, index))?.type);
  return parents.some((type) => type?.type === 'object' && definitionOf(model, type.title).open);
}

function kindOf(field: Field | undefined): keyof typeof kindPatterns | undefined {
  return field?.type.type === 'text' ? field.type.kind : undefined;
}

async function placesIn(samples: readonly Sample[]): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  for (const { bytes } of samples) {
    const root = await readBody(bytes);
    const content = contentOf(root, 'Response');
    const jobs = isBodyObject(content) ? content['JobsDetail'] : undefined;
    for (const job of isBodyList(jobs) ? jobs : [jobs ?? null]) {
      const id = isBodyObject(job) ? JSON.stringify([job['JobId']].flat()) : '';
      visit(job, '', id, root.format, places);
    }
  }
  return places;
}

function visit(value: BodyValue, path: string, job: string, format: 'xml' | 'json', places: Map<string, Place>): void {
  if (isBodyList(value)) {
    const filled = value.filter((entry) => !isEmpty(entry));
    if (filled.length > 1 || (format === 'json' && filled.length === 1)) placeAt(places, path).isList = true;
    for (const entry of filled) visit(entry, path, job, format, places);
  } else if (isBodyObject(value)) {
    for (const [name, field] of Object.entries(value)) {
      const inner = path === '' ? name : `${path}.${name}`;
      if (isEmpty(field)) continue;
      placeAt(places, inner);
      visit(field, inner, job, format, places);
    }
  } else {
    const { texts } = placeAt(places, path);
    texts.set(job, [...(texts.get(job) ?? []), String(value)]);
  }
}

function placeAt(places: Map<string, Place>, path: string): Place {
  const place = places.get(path) ?? { isList: false, texts: new Map<string, string[]>() };
  places.set(path, place);
  return place;
}

function isEmpty(value: BodyValue): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.values(value).every((inner) => isEmpty(inner));
}

import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/json.ts';
import type { SchemaNode } from '../../src/schema-node.ts';
import { failedJob, job, json, xml } from './bodies.ts';
import { notesOf, proposalFor, proposedAt } from './proposals.ts';

/** What is proposed for a field of a type of which two jobs have it, one as XML and one as JSON. */
async function proposedFor(inXml: JsonValue, inJson: JsonValue): Promise<SchemaNode | undefined> {
  const proposal = await proposalFor(xml(job({ Field: inXml })), json(job({ Field: inJson })));
  return proposedAt(proposal, 'Operation', 'Field');
}

describe('a list', () => {
  test.each<[string, JsonValue, JsonValue]>([
    ['an element that is repeated', ['a', 'b'], 'c'],
    ['an array of two', 'a', ['b', 'c']],
    ['an array of one', 'a', ['b']],
  ])('is shown by %s', async (_name, inXml, inJson) => {
    expect(await proposedFor(inXml, inJson)).toMatchObject({ type: 'array', items: { type: 'string' } });
  });

  test.each<[string, JsonValue, JsonValue]>([
    ['a lone element', ['a'], 'b'],
    ['an element beside an empty one', ['a', ''], 'b'],
    ['an array of nothing', 'a', []],
    ['an array of empties', 'a', ['', null, {}]],
  ])('is not shown by %s', async (_name, inXml, inJson) => {
    expect(await proposedFor(inXml, inJson)).toMatchObject({ type: 'string' });
  });

  test('of objects has the fields of all entries, in the order of the bodies', async () => {
    const field = await proposedFor(
      [
        { A: 'a', C: 'c' },
        { A: 'a', B: 'b', C: 'c' },
      ],
      { B: 'b', D: 'd' },
    );
    expect(field).toMatchObject({ type: 'array', items: { type: 'object', title: 'EmbroiderField' } });
    expect(Object.keys(field?.items?.properties ?? {})).toEqual(['A', 'B', 'D', 'C']);
  });

  test('tells what shows it', async () => {
    const { newJobs } = await proposalFor(xml(job({ Field: ['a', 'b'] })), json(job({ Field: ['c'] })));
    expect(newJobs[0]?.report.grounds.find(({ path }) => path === 'Operation.Field')).toEqual({
      path: 'Operation.Field',
      claim: 'list of text, success',
      shown: 'in 2 of 2, 2 jobs; in all 2 of success; repeated in 1 XML body; array in 1 JSON body',
    });
  });
});

describe('a kind', () => {
  test.each<[string, JsonValue, JsonValue, string | undefined]>([
    ['integers', '12', 0, 'integer'],
    ['integers and decimals', '-12', '0.500', 'number'],
    ['decimals with more digits than a number holds', '0.12345678901234567', '1', 'number'],
    ['times', '2024-03-05T09:30:00+0800', '-', 'time'],
    ['times of another form', '2024-03-05 09:30:00', '2024-03-05 09:30:00', undefined],
    ['moments that were not reached', '-', '-', undefined],
    ['numbers and words', '12', 'many', undefined],
    ['numerals with leading zeros', '007', '12', undefined],
    ['more digits than a number holds', '1234567890123456', '12', undefined],
    ['booleans', 'true', false, undefined],
  ])('of %s', async (_name, inXml, inJson, kind) => {
    const field = await proposedFor(inXml, inJson);
    expect(field?.type).toBe('string');
    expect(field?.['x-kind']).toBe(kind);
  });

  test('is claimed of the entries of a list', async () => {
    expect(await proposedFor(['1', '2'], '3')).toMatchObject({ items: { type: 'string', 'x-kind': 'integer' } });
  });

  test('takes two jobs: the same one in two formats, or twice, is one', async () => {
    const one = job({ Field: '12' });
    const proposal = await proposalFor(xml(one), json(one), json(one));
    expect(proposal.newJobs[0]?.jobs).toBe(1);
    expect(proposedAt(proposal, 'Operation', 'Field')).not.toHaveProperty('x-kind');
  });

  test('takes no enumeration of few values', async () => {
    expect(await proposedFor('Slow', 'Slow')).not.toHaveProperty('enum');
  });
});

describe('presence', () => {
  const both = (...jobs: readonly JsonValue[]) => proposalFor(...jobs.map((one) => json(one)));
  const presenceOf = async (...jobs: readonly JsonValue[]) =>
    proposedAt(await both(...jobs), 'Operation', 'Field')?.['x-presence'];

  test('is always for what failed jobs have too', async () => {
    expect(await presenceOf(job({ Field: 'a' }), failedJob({ Field: 'a' }))).toBe('always');
  });

  test('is success for what failed jobs lack', async () => {
    expect(await presenceOf(job({ Field: 'a' }), job({ Field: 'a' }), failedJob({ Other: 'a' }))).toBe('success');
  });

  test('is success where no job failed: nothing tells whether it always comes', async () => {
    expect(await presenceOf(job({ Field: 'a' }), job({ Field: 'a' }))).toBe('success');
  });

  test('is sometimes where some lack it, and where they have it empty', async () => {
    expect(await presenceOf(job({ Field: 'a' }), job({ Field: 'a' }), job({ Other: 'a' }))).toBe('sometimes');
    expect(await presenceOf(job({ Field: 'a' }), job({ Field: 'a' }), job({ Field: '' }))).toBe('sometimes');
  });

  test('is sometimes for what one job has, however often it comes', async () => {
    const one = job({ Field: 'a' });
    expect(await presenceOf(one, one, one)).toBe('sometimes');
  });

  test('counts an operation that is empty, since it is there all the same', async () => {
    expect(await presenceOf(job({ Field: 'a' }), job({ Field: 'a' }), failedJob({ Field: '' }))).toBe('success');
    const proposal = await both(job({ Field: 'a' }), job({ Field: 'a' }), failedJob(null));
    expect(proposedAt(proposal, 'Operation', 'Field')?.['x-presence']).toBe('success');
    expect(notesOf(proposal)).toEqual([]);
  });

  test('is sometimes where no job says how it ended', async () => {
    const stateless = () => job({ Field: 'a' }, { State: null });
    expect(await presenceOf(stateless(), stateless())).toBe('sometimes');
  });

  test('of what is in an object counts objects, not jobs', async () => {
    const proposal = await both(
      job({ Found: [{ Name: 'a', Place: 'b' }, { Name: 'a' }] }),
      job({ Found: { Name: 'a', Place: 'b' } }),
      failedJob({ Other: 'a' }),
    );
    expect(proposedAt(proposal, 'Operation', 'Found', 'Name')?.['x-presence']).toBe('always');
    expect(proposedAt(proposal, 'Operation', 'Found', 'Place')?.['x-presence']).toBe('sometimes');
  });
});

describe('nothing is proposed', () => {
  test.each<[string, JsonValue, JsonValue, string]>([
    ['an empty', '', {}, 'empty in every body: nothing tells what it holds'],
    ['empties within', { A: '' }, { A: [], B: { C: null } }, 'empty in every body: nothing tells what it holds'],
    ['white space', '\n   ', ' ', 'empty in every body: nothing tells what it holds'],
    ['an object and a text', { A: 'a' }, 'a', 'an object in 1 job and text in 1'],
    ['entries of both', ['a', { A: 'a' }], 'a', 'an object in 1 job and text in 2'],
    ['a list of lists', 'a', [['b'], ['c']], 'a list of lists in some bodies'],
  ])('for %s', async (_name, inXml, inJson, message) => {
    const proposal = await proposalFor(
      xml(job({ Field: inXml, Other: 'a' })),
      json(job({ Field: inJson, Other: 'a' })),
    );
    expect(proposedAt(proposal, 'Operation', 'Other')).toBeDefined();
    expect(proposedAt(proposal, 'Operation', 'Field')).toBeUndefined();
    expect(notesOf(proposal)).toEqual([`Operation.Field: ${message}`]);
  });

  test('for an object that has nothing else', async () => {
    const proposal = await proposalFor(json(job({ Field: { A: ['a', { B: 'b' }] }, Other: 'a' })));
    expect(proposedAt(proposal, 'Operation', 'Field')).toBeUndefined();
    expect(notesOf(proposal)).toEqual([
      'Operation.Field.A: an object in 1 job and text in 1',
      'Operation.Field: an object of which nothing can be said',
    ]);
  });

  test.each(['constructor', '__proto__', 'my field', '0', 'Feld.größe'])('for a field called %s', async (name) => {
    const operation = `{"Other":"a",${JSON.stringify(name)}:"b"}`;
    const proposal = await proposalFor(json(job('OPERATION')).replace('"OPERATION"', operation));
    expect(Object.keys(proposedAt(proposal, 'Operation')?.properties ?? {})).toEqual(['Other']);
    expect(notesOf(proposal)).toEqual([`Operation.${name}: not a name that a field can have`]);
  });

  test('for names that differ in case alone, from each other or from what is known', async () => {
    const proposal = await proposalFor(json(job({ Note: 'a', note: 'b', userData: 'c', Other: 'd', UserData: '' })));
    expect(Object.keys(proposedAt(proposal, 'Operation')?.properties ?? {})).toEqual(['Other']);
    expect(notesOf(proposal)).toEqual([
      'Operation.Note: differs from note in case alone',
      'Operation.note: differs from Note in case alone',
      'Operation.userData: differs from UserData in case alone',
      'Operation.UserData: empty in every body: nothing tells what it holds',
    ]);
  });
});

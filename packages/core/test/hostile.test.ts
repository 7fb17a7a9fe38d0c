import { describe, expect, it } from 'vitest';
import { parseXml, type Callback } from '../src/index.ts';

const million = 1_000_000;
const job = (content: string): string =>
  `<Response><EventName>TaskFinish</EventName><JobsDetail><JobId>j1</JobId>${content}<Tag>VoiceSeparate</Tag></JobsDetail></Response>`;

/** Documents that hurt readers which recurse without end, or look at everything again for each part. */
const documents: Readonly<Record<string, string>> = {
  'a hundred thousand elements in each other': job(`${'<A>'.repeat(100_000)}${'</A>'.repeat(100_000)}`),
  'a million references in one text': job(`<Message>${'&amp;'.repeat(million)}</Message>`),
  'a million attributes': job(`<Message${Array.from({ length: million }, (_, i) => ` a${i}=""`).join('')}>m</Message>`),
  'a million unknown elements': job('<New>1</New>'.repeat(million)),
  'a million unknown names': job(Array.from({ length: million }, (_, i) => `<N${i}/>`).join('')),
  'a million entries of a known list': job(
    `<Input><CosHeaders>${'<Key>k</Key></CosHeaders><CosHeaders>'.repeat(million)}</CosHeaders></Input>`,
  ),
  'a million jobs': job('<X/>').replace(
    '</Response>',
    `${'<JobsDetail><JobId>j</JobId></JobsDetail>'.repeat(million)}</Response>`,
  ),
  'a million comments': job('<!---->'.repeat(million)),
  'a million sections of CDATA': job(`<Message>${'<![CDATA[x]]>'.repeat(million)}</Message>`),
};

const bytes = { bytes: 100 * million };
const all = { ...bytes, elements: 10 * million, attributes: 10 * million };

function outcome(name: string, limits?: object): unknown {
  const document = documents[name] as string;
  try {
    return parseXml(document, { limits });
  } catch (error) {
    return (error as { readonly code?: unknown }).code ?? error;
  }
}

describe('documents made to hurt', () => {
  it.each([
    ['a hundred thousand elements in each other', 'limit.depth', 'limit.depth'],
    ['a million references in one text', 'body.too_large', undefined],
    ['a million attributes', 'body.too_large', 'limit.attributes'],
    ['a million unknown elements', 'body.too_large', 'limit.elements'],
    ['a million unknown names', 'body.too_large', 'limit.elements'],
    ['a million entries of a known list', 'body.too_large', 'limit.elements'],
    ['a million jobs', 'body.too_large', 'limit.elements'],
    ['a million comments', 'body.too_large', undefined],
    ['a million sections of CDATA', 'body.too_large', undefined],
  ])('%s: %s, and without a limit of bytes %s', (name, byDefault, withoutBytes) => {
    expect(outcome(name)).toBe(byDefault);
    if (withoutBytes !== undefined) expect(outcome(name, bytes)).toBe(withoutBytes);
  });

  it.each(Object.keys(documents).slice(1))('are read where the limits let them: %s', { timeout: 20_000 }, (name) => {
    const callback = outcome(name, all) as Callback;
    expect(callback.EventName).toBe('TaskFinish');
  });

  it('keep all that they say', () => {
    const first = (name: string): object => {
      const { JobsDetail: jobs } = outcome(name, all) as { readonly JobsDetail: readonly object[] };
      return jobs[0] as object;
    };
    expect(first('a million references in one text')).toMatchObject({ Message: '&'.repeat(million) });
    expect(first('a million sections of CDATA')).toMatchObject({ Message: 'x'.repeat(million) });
    expect(first('a million unknown elements')).toHaveProperty('New.length', million);
    expect(first('a million entries of a known list')).toHaveProperty('Input.CosHeaders.length', million);
  });
});

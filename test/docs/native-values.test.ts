import { describe, expect, it } from 'vitest';
import { isTaskFinish, jobTags, outputObjects, parseCallback, toNative } from '../../packages/core/src/index.ts';
import { objectPlaces } from '../../packages/core/src/generated/object-places.ts';
import { sample, validSamples } from '../../packages/core/test/samples.ts';
import { codeSpans, documentAt, section, tableRows } from './markdown.ts';

const readme = documentAt('README.md');
const rows = tableRows(section(readme, '## Numbers and times'));

/** A job whose only text of each kind is the given one. */
const places: Readonly<Record<string, (text: unknown) => object>> = {
  integer: (Size) => ({ Operation: { MediaInfo: { Format: { Size } } } }),
  number: (Duration) => ({ Operation: { MediaInfo: { Format: { Duration } } } }),
  time: (CreationTime) => ({ CreationTime, Operation: {} }),
  text: (Message) => ({ Message, Operation: {} }),
};

describe('native values in README.md', () => {
  it('are there for each kind', () => {
    expect(new Set(rows.map((row) => row['The schema says']))).toEqual(new Set(Object.keys(places)));
  });

  it.each(rows.map((row) => [row['The schema says'] ?? '', codeIn(row['Text']), row] as const))(
    '%s %s',
    (kind, text, row) => {
      const job = (value: unknown): object => ({ JobId: 'j', Tag: 'Transcode', ...places[kind]?.(value) });
      const { data, issues } = toNative(parseCallback({ JobsDetail: [job(JSON.parse(text))] }));
      const native = codeIn(row['Natively']);
      const time = /^new Date\("(.*)"\)$/.exec(native)?.[1];
      const expected =
        native === '' ? undefined : time === undefined ? (JSON.parse(native) as unknown) : new Date(time);
      expect(data).toEqual({ EventName: 'TaskFinish', JobsDetail: [job(expected)] });
      expect(issues.map(({ code }) => code)).toEqual(codeSpans(row['Issue'] ?? ''));
    },
  );
});

describe('what README.md says of objects', () => {
  const text = section(readme, '## What a job wrote');
  const table = tableRows(text);

  it('has the roles of each job', () => {
    const stated = table.map((row) => [codeIn(row['Job']), codeSpans(row['`role`'] ?? '').toSorted()] as const);
    const known = Object.entries(objectPlaces).map(
      ([tag, found]) => [tag, found.map(({ role }) => role).toSorted()] as const,
    );
    expect(stated).toEqual(known);
  });

  it('names the jobs of which no object is known', () => {
    const written = new Set(
      validSamples.flatMap((path) => {
        const callback = parseCallback(sample(path));
        const jobs = isTaskFinish(callback) ? callback.JobsDetail : [];
        return jobs.filter((job) => outputObjects(job).length > 0).map(({ Tag }) => String(Tag));
      }),
    );
    const [sentence = ''] = /(?:`\w+`[,\s]*(?:and\s)?)+give none\./.exec(text) ?? [];
    expect(codeSpans(sentence)).toEqual(jobTags.filter((tag) => !written.has(tag)).toSorted());
  });
});

function codeIn(cell = ''): string {
  return codeSpans(cell)[0] ?? '';
}

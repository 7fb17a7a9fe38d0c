import { expect, it } from 'vitest';
import { nearestName } from '../../src/options/nearest-name.ts';
import { eventNames, jobTags } from '../../src/index.ts';

const known = ['Concat', 'Segment', 'VoiceSeparate'] as const;

it.each([
  ['another letter', 'VoiceSeperate', 1],
  ['a letter too many', 'VoiceSeparatee', 1],
  ['a letter missing', 'VoiceSeprate', 1],
  ['two letters in each other’s place', 'VoiceSepaarte', 1],
  ['another case', 'VOICESEPARATE', 1],
  ['two faults', 'VoiceSeperat', 2],
])('a name with %s is near: %s', (_fault, given, edits) => {
  expect(nearestName(given, known, edits)).toBe('VoiceSeparate');
});

it.each([
  ['two faults where one may be', 'VoiceSeperat', 1],
  ['three faults', 'VoiceSepertt', 2],
  ['two faults in a short name', 'Cancet', 2],
  ['the beginning of a name', 'Voice', 2],
  ['nothing', '', 2],
  ['far more than a name', 'VoiceSeparate'.repeat(100_000), 2],
])('a name with %s is near none', (_fault, given, edits) => {
  expect(nearestName(given, known, edits)).toBeUndefined();
});

it('the nearest of several is given', () => {
  expect(nearestName('ReviewTextt', ['ReviewTezt', 'ReviewText', 'ReviewTexx'], 2)).toBe('ReviewText');
  expect(nearestName('FileUncompress', ['FileCompress', 'FileUncompres'], 2)).toBe('FileUncompres');
});

it('no two names that are known are so near that one may be taken for the other', () => {
  const names = [...eventNames, ...jobTags];
  const near = names.filter(
    (name) =>
      nearestName(
        name,
        names.filter((other) => other !== name),
        1,
      ) !== undefined,
  );
  expect(near).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { placeholder } from '../../src/infer/placeholder.ts';
import type { JsonObject } from '../../src/json.ts';
import { failedJob, job, json, xml } from './bodies.ts';
import { notesOf, proposalFor } from './proposals.ts';

const tts = (operation: Parameters<typeof job>[0], others = {}) => job(operation, { Tag: 'Tts', ...others });
const snapshot = (operation: Parameters<typeof job>[0]) => job(operation, { Tag: 'Snapshot' });
const media = {
  MediaInfo: { Format: { Duration: '1', Colour: 'a' }, Stream: { Video: [{ Width: '2', Colour: 'b' }] } },
};

describe('what a known type lacks', () => {
  test('is nothing where the schema has all', async () => {
    const { newJobs, fragments, notes } = await proposalFor(json(tts({ UserData: 'a', TtsConfig: { Input: 'b' } })));
    expect({ newJobs, fragments, notes }).toEqual({ newJobs: [], fragments: [], notes: [] });
  });

  test('goes into its file, as known from a capture, behind what stands before it', async () => {
    const failed = { ...failedJob({ UserData: 'a', Pitch: '7', TtsConfig: { Mood: 'a' } }), Tag: 'Tts' };
    const bodies = [tts({ UserData: 'a', Pitch: '5' }), tts({ UserData: 'a', Pitch: '6' }), failed].map((one) =>
      xml(one),
    );
    const { fragments } = await proposalFor(...bodies);
    expect(fragments.map(({ grounds: _grounds, ...fragment }) => fragment)).toEqual([
      {
        file: 'jobs/tts.schema.json',
        pointer: '/properties/Operation/properties/Pitch',
        behind: 'UserData',
        node: {
          type: 'string',
          description: placeholder('what it holds'),
          'x-kind': 'integer',
          'x-presence': 'always',
          'x-evidence': 'capture',
          'x-source': 'Received callbacks of Tts',
        },
      },
      {
        file: 'jobs/tts.schema.json',
        pointer: '/properties/Operation/properties/TtsConfig/properties/Mood',
        behind: undefined,
        node: {
          type: 'string',
          description: placeholder('what it holds'),
          'x-presence': 'sometimes',
          'x-evidence': 'capture',
          'x-source': 'Received callbacks of Tts',
        },
      },
    ]);
  });

  test('goes into the shared file that has the object, once, and promises nothing for other types', async () => {
    const { fragments, notes } = await proposalFor(
      ...[tts(media), tts(media), snapshot(media)].map((one) => json(one)),
    );
    expect(fragments.map(({ file, pointer, behind }) => [`${file}#${pointer}`, behind])).toEqual([
      ['shared/media-format.schema.json#/properties/Colour', 'Duration'],
      ['shared/video-stream.schema.json#/properties/Colour', 'Width'],
    ]);
    for (const { node } of fragments)
      expect(node).toMatchObject({ 'x-presence': 'sometimes', 'x-source': 'Received callbacks of Snapshot, Tts' });
    // Objects that have nothing in common but the name of a field.
    expect(notes).toEqual([]);
  });

  test('stands behind the nearest that is known, in the order of files and bodies', async () => {
    const colours = job(media, { Tag: 'Concat' });
    const { fragments } = await proposalFor(json(colours), json(tts({ UserData: 'a', Pitch: '5', Mood: 'b' })));
    expect(fragments.map(({ file, pointer, behind }) => [file, pointer.split('/').at(-1), behind])).toEqual([
      ['jobs/tts.schema.json', 'Pitch', 'UserData'],
      ['jobs/tts.schema.json', 'Mood', 'UserData'],
      ['shared/media-format.schema.json', 'Colour', 'Duration'],
      ['shared/video-stream.schema.json', 'Colour', 'Width'],
    ]);
  });

  test('rests on the bodies of all types that have it', async () => {
    const place = { Bucket: 'a', Object: 'b', Region: 'c' };
    const format = (Number: string, Target: JsonObject) => ({ MediaInfo: { Format: { Number, Target } } });
    const types = [tts(format('1', place)), snapshot(format('007', { ...place, Object: ['b', 'c'] }))];
    const { fragments } = await proposalFor(...types.map((one) => json(one)));
    expect(fragments.map(({ node }) => [node.type, node['x-kind'], node.$ref])).toEqual([
      ['string', undefined, undefined],
      ['object', undefined, undefined],
    ]);
  });

  test('is told of where several types lack it in the same place', async () => {
    const { fragments, notes } = await proposalFor(
      ...[tts, snapshot].map((type) => json({ ...type({}), Attempts: '1' })),
    );
    expect(fragments.map(({ file }) => file)).toEqual(['jobs/snapshot.schema.json', 'jobs/tts.schema.json']);
    expect(notes).toEqual([
      expect.objectContaining({ message: '/properties/Attempts may belong into what they build on' }),
    ]);
  });

  test('goes into the event, if it is none of a job', async () => {
    const { fragments } = await proposalFor(json(tts({}), { Region: 'a' }), xml(tts({})));
    expect(fragments.map(({ file, pointer }) => `${file}#${pointer}`)).toEqual([
      'events/task-finish.schema.json#/properties/Region',
    ]);
  });

  test('is an object with a title of its own, and with the file’s evidence inside', async () => {
    const { fragments } = await proposalFor(json(tts({ Voice: { Name: 'a', Ages: ['1', '2'] } })));
    const description = placeholder('what it holds');
    expect(fragments[0]?.node).toEqual({
      type: 'object',
      title: 'TtsVoice',
      description,
      'x-presence': 'sometimes',
      'x-evidence': 'capture',
      'x-source': 'Received callbacks of Tts',
      properties: {
        Name: { type: 'string', description, 'x-presence': 'sometimes' },
        Ages: {
          type: 'array',
          description: placeholder('what it lists'),
          'x-presence': 'sometimes',
          items: { type: 'string' },
        },
      },
    });
    expect(fragments[0]?.grounds.map(({ path }) => path)).toEqual([
      'Operation.Voice',
      'Operation.Voice.Name',
      'Operation.Voice.Ages',
    ]);
  });

  test('is not asked for where the schema keeps what comes', async () => {
    const { fragments } = await proposalFor(json(snapshot({ Snapshot: { Whatever: { A: 'a' } } })));
    expect(fragments).toEqual([]);
  });

  test('has a source that does not list many types', async () => {
    const types = ['Tts', 'Snapshot', 'Concat', 'Segment'].map((Tag) => json(job(media, { Tag })));
    const { fragments } = await proposalFor(...types);
    expect(fragments[0]?.node['x-source']).toBe('Received callbacks of several kinds');
  });
});

describe('what contradicts the schema', () => {
  test.each([
    [
      'a list where it has one',
      { TtsConfig: [{ Input: 'a' }, { Input: 'b' }] },
      'Operation.TtsConfig: up to 2 values at once, and the schema has one',
    ],
    ['a text where it has an object', { TtsConfig: 'a' }, 'Operation.TtsConfig: text, and the schema has object'],
    ['an object where it has a text', { UserData: { A: 'a' } }, 'Operation.UserData: object, and the schema has text'],
    ['a list of lists', { UserData: [['a'], ['b']] }, 'Operation.UserData: some bodies have a list of lists'],
    [
      'another kind',
      { MediaInfo: { Format: { Duration: 'long' } } },
      'Operation.MediaInfo.Format.Duration: not every text is of the kind number',
    ],
  ])('is told: %s', async (_name, operation, note) => {
    const proposal = await proposalFor(json(tts(operation)));
    expect(proposal.fragments).toEqual([]);
    expect(notesOf(proposal)).toEqual([note]);
  });

  test('is told where bodies contradict each other', async () => {
    const proposal = await proposalFor(json(tts({ TtsConfig: 'a' })), xml(tts({ TtsConfig: { Input: 'a' } })));
    expect(notesOf(proposal)).toEqual([
      'Operation.TtsConfig: an object in some bodies and text in others, and the schema has object',
    ]);
  });

  test('is no lone entry, and no empty', async () => {
    const operation = {
      MediaInfo: { Stream: { Video: { Width: '2' } } },
      TtsConfig: '',
      UserData: [],
      Output: [{ Bucket: 'a' }],
    };
    expect(notesOf(await proposalFor(json(tts(operation))))).toEqual([]);
  });
});

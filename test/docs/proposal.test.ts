import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../../codegen/src/cli.ts';
import { root } from '../repository/tracked-files.ts';
import { documentAt, fencedBlocks } from './markdown.ts';

const job = `
  <Code>Success</Code><CreationTime>2024-03-05T09:30:00+0800</CreationTime><EndTime>2024-03-05T09:30:09+0800</EndTime>
  <Input><BucketId>looms-1250000000</BucketId><Object>rose.svg</Object><Region>ap-beijing</Region></Input>
  <JobId>j1</JobId>
  <Operation>
    <Stitches><Colour>red</Colour><Length>12</Length></Stitches>
    <Stitches><Colour>green</Colour><Length>7</Length></Stitches>
    <Thread><Name>cotton</Name></Thread>
    <Hoop/>
  </Operation>
  <QueueId>p1</QueueId><StartTime>2024-03-05T09:30:02+0800</StartTime><State>Success</State><Tag>Embroider</Tag>`;

const other = {
  Code: 'Success',
  CreationTime: '2024-03-05T09:40:00+0800',
  EndTime: '2024-03-05T09:40:09+0800',
  Input: { BucketId: 'looms-1250000000', Object: 'lily.svg', Region: 'ap-beijing' },
  JobId: 'j2',
  Operation: { Stitches: [{ Colour: 'white', Length: '9' }], Thread: 'silk' },
  QueueId: 'p1',
  StartTime: '2024-03-05T09:40:02+0800',
  State: 'Success',
  Tag: 'Embroider',
};

it('CONTRIBUTING.md shows what bodies propose', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ci-callback-proposal-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const bodies = {
    'one.xml': `<Response><EventName>TaskFinish</EventName><JobsDetail>${job}</JobsDetail></Response>`,
    'other.json': JSON.stringify({ EventName: 'TaskFinish', JobsDetail: [other] }),
  };
  for (const [name, body] of Object.entries(bodies)) writeFileSync(join(directory, name), body);
  let output = '';
  const exitCode = await run(
    ['infer', '--schema', join(root, 'schema'), ...Object.keys(bodies).map((name) => join(directory, name))],
    {
      write: (text) => {
        output += text;
      },
      writeError: (text) => {
        output += text;
      },
      signal: new AbortController().signal,
    },
  );
  expect(exitCode).toBe(0);
  const shown = fencedBlocks(documentAt('CONTRIBUTING.md')).find(({ code }) =>
    code.startsWith('What the bodies show:'),
  );
  expect(output).toContain('\n\n' + (shown?.code ?? 'no block'));
});

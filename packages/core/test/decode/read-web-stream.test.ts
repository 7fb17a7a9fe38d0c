import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { readWebStream } from '../../src/decode/read-web-stream.ts';

const foreign = runInNewContext('(codes) => Uint8Array.from(codes)') as (codes: readonly number[]) => Uint8Array;

it.each<[name: string, chunks: readonly Uint8Array[]]>([
  ['one chunk', [Uint8Array.of(1, 2, 3)]],
  ['several chunks', [Uint8Array.of(1, 2), Uint8Array.of(3)]],
  ['one chunk of another realm', [foreign([1, 2, 3])]],
  ['chunks of several realms', [foreign([1]), Uint8Array.of(2), foreign([3])]],
])('reads %s', async (_name, chunks) => {
  expect([...(await readWebStream(streamOf(chunks).getReader(), 3))]).toEqual([1, 2, 3]);
});

it.each([['text'], [[1, 2]], [Uint16Array.of(1)], [new ArrayBuffer(1)], [undefined]])(
  'refuses %j, as the Fetch standard does',
  async (chunk) => {
    await expect(readWebStream(streamOf([chunk]).getReader(), 3)).rejects.toThrow(TypeError);
  },
);

it('stops behind the limit, and lets go of the stream', async () => {
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(foreign([1, 2])),
    cancel: () => void (cancelled = true),
  });
  await expect(readWebStream(stream.getReader(), 3)).rejects.toMatchObject({ code: 'body.too_large' });
  expect(cancelled).toBe(true);
});

function streamOf(chunks: readonly unknown[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

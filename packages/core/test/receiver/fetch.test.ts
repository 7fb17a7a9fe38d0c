import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answerOk } from '../../src/receiver/answer.ts';
import { requestOfFetch, responseOf, type FetchContext } from '../../src/receiver/fetch.ts';

const limits = { bytes: 100, readingTime: 1000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A POST, and whether anybody asked for its body. */
function posted(body: ConstructorParameters<typeof Response>[0], headers: Record<string, string> = {}) {
  const { body: stream } = new Response(body);
  const getReader = vi.fn<() => ReadableStreamDefaultReader<Uint8Array>>(() => {
    if (stream === null) throw new Error('There is no body.');
    return stream.getReader();
  });
  const request = {
    method: 'POST',
    url: 'http://localhost/ci?a=1',
    headers: new Headers(headers),
    body: stream === null ? null : { getReader },
    bodyUsed: false,
  };
  return { request, getReader, read: async () => requestOfFetch(request, undefined).readBody(limits) };
}

it.each([
  ['multipart/form-data; boundary=x', 'body.unsupported_type'],
  ['Multipart/Mixed', 'body.unsupported_type'],
  [' multipart/mixed', 'body.unsupported_type'],
])('refuses a body of %j before it is read', async (type, code) => {
  const { read, getReader } = posted('x', { 'content-type': type });
  await expect(read()).rejects.toMatchObject({ code, message: expect.stringContaining('several parts') as string });
  expect(getReader).not.toHaveBeenCalled();
});

it('reads what only mentions a type of several parts', async () => {
  expect(await posted('x', { 'content-type': 'application/json; of=multipart/mixed' }).read()).toHaveLength(1);
});

it('refuses a body whose length is said to be too much before it is read, and takes the rest as it comes', async () => {
  const { read, getReader } = posted('x', { 'content-length': '101' });
  await expect(read()).rejects.toMatchObject({ code: 'body.too_large' });
  expect(getReader).not.toHaveBeenCalled();
  for (const length of ['100', '1e9', 'x999', '999x']) {
    expect([length, await posted('x', { 'content-length': length }).read()]).toMatchObject([length, { length: 1 }]);
  }
});

it('has no body where there is none, or an empty one, whatever its coding', async () => {
  await expect(posted(null).read()).rejects.toMatchObject({ code: 'body.empty' });
  await expect(posted('').read()).rejects.toMatchObject({ code: 'body.empty' });
  await expect(posted('', { 'content-encoding': 'gzip' }).read()).rejects.toMatchObject({ code: 'body.empty' });
});

it('takes a coding off', async () => {
  const bytes = await posted(gzipSync('text'), { 'content-encoding': 'gzip' }).read();
  expect(Buffer.from(bytes as Uint8Array).toString()).toBe('text');
});

it.each(['read', 'locked'])('tells that somebody has had the body before, which is %s', async (state) => {
  const request = new Request('http://localhost/ci', { method: 'POST', body: 'x' });
  if (state === 'read') await request.text();
  else request.body?.getReader();
  const reading = requestOfFetch(request, undefined).readBody(limits);
  await expect(reading).rejects.toMatchObject({
    code: 'body.consumed',
    message: expect.stringContaining('read before') as string,
  });
});

it('waits for a body so long and no longer, and takes no part of one for the whole', async () => {
  const cancel = vi.fn<() => void>();
  const start = (controller: ReadableStreamDefaultController): void => controller.enqueue(Buffer.from('part'));
  const { read } = posted(new ReadableStream({ start, cancel }));
  const outcome = read().catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(999);
  expect(cancel).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await outcome).toMatchObject({ code: 'body.timeout' });
  expect(cancel).toHaveBeenCalledOnce();
});

it('tells that the time is over also where a read fails that was given up', async () => {
  let fail = (_cause: Error): void => undefined;
  const reader = {
    read: () => new Promise<never>((_resolve, reject) => (fail = reject)),
    cancel: async () => fail(new Error('given up')),
  };
  const request = { ...posted('x').request, body: { getReader: () => reader } };
  const outcome = requestOfFetch(request, undefined)
    .readBody(limits)
    .catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await outcome).toMatchObject({ code: 'body.timeout' });
});

it('leaves no timer', async () => {
  await posted('x').read();
  expect(vi.getTimerCount()).toBe(0);
});

it('tells that a body broke off, and why', async () => {
  const cause = new Error('reset');
  const pull = (): never => {
    throw cause;
  };
  await expect(posted(new ReadableStream({ pull })).read()).rejects.toMatchObject({
    code: 'body.aborted',
    message: expect.stringContaining('closed before') as string,
    cause,
  });
  await expect(posted('x'.repeat(101)).read()).rejects.toMatchObject({ code: 'body.too_large' });
});

it('gives the work that goes on to the platform, if that can wait for it', async () => {
  const { request } = posted('x');
  const work = Promise.resolve();
  const waitUntil = vi.fn<(work: Promise<unknown>) => void>();
  requestOfFetch(request, { waitUntil }).waitUntil?.(work);
  expect(waitUntil).toHaveBeenCalledExactlyOnceWith(work);
  for (const context of [undefined, {}, { waitUntil: 'soon' }]) {
    expect(() => requestOfFetch(request, context as FetchContext).waitUntil?.(work)).not.toThrow();
  }
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  [undefined, undefined],
  [{ address: '192.0.2.1' }, undefined],
])('takes for an address what is text: %j', (remoteAddress, expected) => {
  const context = { remoteAddress } as FetchContext;
  expect(requestOfFetch(posted('x').request, context).remoteAddress).toBe(expected);
});

it('answers HEAD without a body', () => {
  expect(responseOf(answerOk, 'HEAD').body).toBeNull();
  expect(responseOf(answerOk, 'GET').body).not.toBeNull();
});

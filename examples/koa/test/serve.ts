import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger, Receiver } from '@ci-callback/koa';
import { createApp } from '../src/app.ts';
import { SongLibrary } from '../src/songs.ts';

const callbackToken = 'a-secret-that-only-tests-use';

/** Path and query of the URL that is registered. */
export const registered = `/ci/callbacks?token=${callbackToken}`;

export interface Exchange {
  readonly status: number;
  readonly body: unknown;
}

export interface RunningApp extends AsyncDisposable {
  readonly songs: SongLibrary;
  readonly receiver: Receiver;
  /** What was logged. */
  readonly lines: readonly string[];
  request(path: string, init?: RequestInit): Promise<Exchange>;
  post(path: string, body: string | Uint8Array<ArrayBuffer>, type: string): Promise<Exchange>;
}

/** Starts the example's server on a free port. */
export async function serve(): Promise<RunningApp> {
  const songs = new SongLibrary();
  const lines: string[] = [];
  const { app, receiver } = createApp({ songs, callbackToken, logger: writeTo(lines) });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const request = (path: string, init?: RequestInit): Promise<Exchange> => exchange(fetch(`${origin}${path}`, init));
  return {
    songs,
    receiver,
    lines,
    request,
    post: (path, body, type) => request(path, { method: 'POST', body, headers: { 'content-type': type } }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function sample(name: string): Uint8Array<ArrayBuffer> {
  return readFileSync(new URL(`../../../schema/samples/voice-separate/${name}`, import.meta.url));
}

function writeTo(lines: string[]): Logger {
  const write = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { debug: () => {}, info: write, warn: write, error: write };
}

async function exchange(pending: Promise<Response>): Promise<Exchange> {
  const response = await pending;
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text };
}

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Callback } from '@ci-callback/core';
import { createApp } from '../src/app.ts';
import { SongLibrary } from '../src/songs.ts';

export const callbackToken = 'a-secret-that-only-tests-use';

export interface Exchange {
  readonly status: number;
  readonly body: unknown;
}

export interface RunningApp extends AsyncDisposable {
  readonly songs: SongLibrary;
  readonly received: readonly Callback[];
  get(path: string): Promise<Exchange>;
  post(path: string, body: string | Uint8Array<ArrayBuffer>, type: string): Promise<Exchange>;
}

/** Starts the example's server on a free port. */
export async function serve(onCallback: (callback: Callback) => void = () => {}): Promise<RunningApp> {
  const songs = new SongLibrary();
  const received: Callback[] = [];
  const app = createApp({
    songs,
    callbackToken,
    onCallback: (callback) => {
      received.push(callback);
      songs.receive(callback);
      onCallback(callback);
    },
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    songs,
    received,
    get: (path) => exchange(fetch(`${origin}${path}`)),
    post: (path, body, type) =>
      exchange(fetch(`${origin}${path}`, { method: 'POST', body, headers: { 'content-type': type } })),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function sample(name: string): Uint8Array<ArrayBuffer> {
  return readFileSync(new URL(`../../../schema/samples/voice-separate/${name}`, import.meta.url));
}

async function exchange(pending: Promise<Response>): Promise<Exchange> {
  const response = await pending;
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}

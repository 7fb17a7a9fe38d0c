import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isTaskFinish, type Callback, type Job, type LinkClaims, type Logger } from '@ci-callback/express';
import { createApp } from './app.ts';
import { Failures } from './failures.ts';
import { createSongReceiver } from './receiver.ts';
import { shutDown } from './shut-down.ts';
import { SongLibrary } from './songs.ts';
import { jobSubmitter, type JobRequest } from './submit-job.ts';

/** What a handler got. */
export interface Handled {
  readonly job: Job;
  readonly callback: Callback;
  readonly attempt: number;
  readonly claims: LinkClaims | undefined;
}

/** Songs in a database that can be down. */
export class FragileLibrary extends SongLibrary {
  isDown = false;

  override update(...args: Parameters<SongLibrary['update']>): void {
    if (this.isDown) throw new Error('The database is down.');
    super.update(...args);
  }
}

/** The example's server on a free port, with notes of what happens in it. */
export class DemoServer {
  readonly callbackToken = 'a-secret-that-only-the-demo-uses';
  readonly #linkSecret = 'another-secret-that-only-the-demo-uses';
  readonly #handled: Handled[] = [];
  readonly #jobs: JobRequest[] = [];
  readonly #failures = new Failures();
  readonly #receiver;
  readonly #server: Server;

  constructor(songs: SongLibrary, logger: Logger) {
    const { callbackToken } = this;
    const linkSecret = this.#linkSecret;
    this.#receiver = createSongReceiver({ songs, failures: this.#failures, callbackToken, linkSecret, logger });
    this.#receiver.on('TaskFinish', (job, { callback, attempt, claims }) => {
      this.#handled.push({ job, callback, attempt, claims });
    });
    const submit = jobSubmitter({
      // Where a proxy would take the callbacks; the demo sends them to this machine, with the same path and query.
      callbackUrl: 'https://songs.example/ci/callbacks',
      linkSecret,
      bucket: 'test-123456789',
      send: (job) => void this.#jobs.push(job),
    });
    this.#server = createServer(createApp({ songs, failures: this.#failures, receiver: this.#receiver, submit }));
  }

  async start(): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
  }

  stop(): Promise<void> {
    return shutDown(this.#server, this.#receiver);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  post(path: string, body: string | Uint8Array<ArrayBuffer>, type: string): Promise<Response> {
    return fetch(`${this.origin}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
  }

  /** What handlers have got since this was last asked for. */
  takeHandled(): Handled[] {
    return this.#handled.splice(0);
  }

  /** The job that was submitted last. */
  takeJob(): JobRequest {
    const job = this.#jobs.pop();
    assert(job !== undefined, 'No job was submitted.');
    return job;
  }
}

/** The one job that a handler got, of a callback of the type TaskFinish. */
export function onlyOne(handled: readonly Handled[]): Handled {
  const [first, ...more] = handled;
  assert(first !== undefined && more.length === 0, `Handlers were called ${handled.length} times, not once.`);
  assert(isTaskFinish(first.callback));
  return first;
}

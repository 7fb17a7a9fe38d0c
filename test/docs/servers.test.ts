import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../repository/tracked-files.ts';
import { documentAt, fencedBlocks, section } from './markdown.ts';

const token = 'a-token-that-only-tests-use';
const samples = join(root, 'schema/samples/voice-separate');
const jobId = 'j40644e92f8e311ecb90d0b03267ce0e5';

describe.each([
  ['Express', 'README.md', '### Express', 'examples/express'],
  ['Koa', 'README.md', '### Koa', 'examples/koa'],
  ['Hono', 'README.md', '### Hono', 'packages/core'],
  ['Next.js', 'README.md', '### Next.js', 'packages/core'],
  ['Express', 'packages/express/README.md', '## Example', 'examples/express'],
  ['Koa', 'packages/koa/README.md', '## Example', 'examples/koa'],
])('the receiver for %s in %s', (framework, path, heading, project) => {
  const server = new ExampleServer();
  beforeAll(() => server.start(exampleBelow(path, heading), { project, isRoute: framework === 'Next.js' }));
  afterAll(() => server.stop());
  const url = `/ci-callback?token=${token}`;

  it('is short', () => {
    expect(exampleBelow(path, heading).trim().split('\n').length).toBeLessThanOrEqual(15);
  });

  it('calls its handler once', async () => {
    const before = server.output.length;
    expect(await server.post(url, sample('workflow.xml'), 'application/xml')).toBe(200);
    expect(await server.post(url, sample('workflow.json'), 'application/json')).toBe(200);
    expect(await server.post(url, sample('failed.xml'), 'application/xml')).toBe(200);
    // What a process prints may come later than what it answers.
    await expect.poll(() => server.errors, { timeout: 10_000 }).toContain('SourceHasNoAudio');
    await expect
      .poll(() => server.output.slice(before), { timeout: 10_000 })
      .toMatch(new RegExp(`^${jobId} \\[\\s+'https://\\S+/audio.mp3',\\s+'https://\\S+/backgroud.mp3'\\s+\\]\\n$`));
  });

  it.each(['GET', 'HEAD'])('answers who checks the URL by %s', async (method) => {
    expect(await server.send('/ci-callback', { method })).toBe(200);
  });

  it('answers a broken body with the status that fits, and raises an alarm', async () => {
    expect(await server.post(url, '<Response>', 'application/xml')).toBe(400);
    expect(await server.post(url, '{"EventName":"TaskFinish"}', 'application/json')).toBe(422);
    await expect.poll(() => server.errors, { timeout: 10_000 }).toContain('Raise an alarm');
  });

  it.each(['', '?token=', `?token=${token}x`, '?token=another-token-of-tests'])(
    'knows nobody who comes with "%s"',
    async (query) => {
      const before = server.output.length;
      expect(await server.post(`/ci-callback${query}`, sample('two-jobs.xml'), 'application/xml')).toBe(401);
      expect(server.output.slice(before)).toBe('');
    },
  );
});

describe.each([
  ['packages/express/README.md', 'examples/express'],
  ['packages/koa/README.md', 'examples/koa'],
])('the server with callbackParser in %s', (path, project) => {
  const server = new ExampleServer();
  beforeAll(() => server.start(exampleBelow(path, '## The callback and nothing else'), { project }));
  afterAll(() => server.stop());

  it.each([
    ['workflow.xml', 'application/xml'],
    ['workflow.json', 'application/json'],
  ])('hands %s on', async (name, type) => {
    const before = server.output.length;
    expect(await server.post(`/ci-callback/${token}`, sample(name), type)).toBe(200);
    await expect
      .poll(() => server.output.slice(before), { timeout: 10_000 })
      .toBe(`${jobId} [ 'output/audio.mp3', 'output/backgroud.mp3' ]\n`);
  });

  it('answers a broken body with the status that fits', async () => {
    expect(await server.post(`/ci-callback/${token}`, '<Response>', 'application/xml')).toBe(400);
    expect(await server.post(`/ci-callback/${token}`, '{"EventName":"TaskFinish"}', 'application/json')).toBe(422);
  });

  it.each(['x', `${token}x`, ''])('knows nobody with the secret "%s"', async (wrong) => {
    expect(await server.post(`/ci-callback/${wrong}`, sample('workflow.xml'), 'application/xml')).toBe(404);
  });
});

function sample(name: string): Uint8Array<ArrayBuffer> {
  return readFileSync(join(samples, name));
}

function exampleBelow(path: string, heading: string): string {
  const document = documentAt(path);
  const [example] = fencedBlocks({ path, text: section(document, heading) }).filter(
    ({ language }) => language === 'ts',
  );
  return example?.code ?? '';
}

/** An example in a process of its own. */
class ExampleServer {
  output = '';
  errors = '';
  readonly #directory = mkdtempSync(join(tmpdir(), 'ci-callback-example-'));
  #process: ChildProcess | undefined;
  #port = 0;

  /** @param isRoute whether the example has functions for methods, as Next.js wants them, and no server of its own */
  async start(code: string, { project, isRoute = false }: { project: string; isRoute?: boolean }): Promise<void> {
    const file = join(this.#directory, 'example.ts');
    writeFileSync(file, code);
    writeFileSync(join(this.#directory, 'package.json'), '{"type":"module"}');
    const main = isRoute ? new URL('serve-route.ts', import.meta.url) : file;
    this.#process = fork(main, [pathToFileURL(file).href], {
      execArgv: ['--import', new URL('preload-example.ts', import.meta.url).href],
      env: {
        ...process.env,
        CI_CALLBACK_TOKEN: token,
        CI_CALLBACK_SECRET: token,
        EXAMPLE_PROJECT: join(root, project),
        PORT: '0',
      },
      silent: true,
    });
    this.#process.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    this.#process.stderr?.on('data', (text: Buffer) => (this.errors += text.toString()));
    const [port] = (await Promise.race([once(this.#process, 'message'), this.#failure(this.#process)])) as [number];
    this.#port = port;
  }

  post(path: string, body: string | Uint8Array<ArrayBuffer>, type: string): Promise<number> {
    return this.send(path, { method: 'POST', body, headers: { 'content-type': type } });
  }

  async send(path: string, init: RequestInit): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, init);
    await response.arrayBuffer();
    return response.status;
  }

  async stop(): Promise<void> {
    if (this.#process?.kill() === true) await once(this.#process, 'exit');
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #failure(child: ChildProcess): Promise<never> {
    const [code] = (await once(child, 'exit')) as [number | null];
    throw new Error(`The example ended with ${String(code)}: ${this.errors}`);
  }
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../repository/tracked-files.ts';
import { documentAt, fencedBlocks, section } from './markdown.ts';

const secret = 'a-secret-that-only-tests-use';
const samples = join(root, 'schema/samples/voice-separate');

describe.each([
  ['Express', 'README.md', '## Express', 'examples/express'],
  ['Koa', 'README.md', '## Koa', 'examples/koa'],
])('the server with %s in %s', (_framework, path, heading, project) => {
  const server = new ExampleServer();
  beforeAll(() => server.start(exampleBelow(path, heading), join(root, project)));
  afterAll(() => server.stop());

  it.each([
    ['workflow.xml', 'application/xml'],
    ['workflow.json', 'application/json'],
  ])('hands %s on', async (sample, type) => {
    const before = server.output.length;
    const body = readFileSync(join(samples, sample));
    expect(await server.post(`/ci-callback/${secret}`, body, type)).toBe(200);
    // What a process prints may come later than what it answers.
    await expect
      .poll(() => server.output.slice(before), { timeout: 10_000 })
      .toBe("j40644e92f8e311ecb90d0b03267ce0e5 [ 'output/audio.mp3', 'output/backgroud.mp3' ]\n");
  });

  it('answers a broken body with the status that fits', async () => {
    expect(await server.post(`/ci-callback/${secret}`, '<Response>', 'application/xml')).toBe(400);
    expect(await server.post(`/ci-callback/${secret}`, '{"EventName":"TaskFinish"}', 'application/json')).toBe(422);
  });

  it.each(['x', `${secret}x`, ''])('knows nobody with the secret "%s"', async (wrong) => {
    expect(
      await server.post(`/ci-callback/${wrong}`, readFileSync(join(samples, 'workflow.xml')), 'application/xml'),
    ).toBe(404);
  });
});

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
  readonly #directory = mkdtempSync(join(tmpdir(), 'ci-callback-example-'));
  #process: ChildProcess | undefined;
  #port = 0;

  async start(code: string, project: string): Promise<void> {
    const file = join(this.#directory, 'example.ts');
    writeFileSync(file, code);
    writeFileSync(join(this.#directory, 'package.json'), '{"type":"module"}');
    this.#process = fork(file, {
      execArgv: ['--import', new URL('preload-example.ts', import.meta.url).href],
      env: { ...process.env, CI_CALLBACK_SECRET: secret, EXAMPLE_PROJECT: project, PORT: '0' },
      silent: true,
    });
    this.#process.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    const [port] = (await Promise.race([once(this.#process, 'message'), failure(this.#process)])) as [number];
    this.#port = port;
  }

  async post(path: string, body: string | Uint8Array<ArrayBuffer>, type: string): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    await response.arrayBuffer();
    return response.status;
  }

  async stop(): Promise<void> {
    if (this.#process?.kill() === true) await once(this.#process, 'exit');
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

async function failure(child: ChildProcess): Promise<never> {
  let errors = '';
  child.stderr?.on('data', (text: Buffer) => (errors += text.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`The example ended with ${String(code)}: ${errors}`);
}

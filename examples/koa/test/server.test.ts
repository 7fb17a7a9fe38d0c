import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const server = fileURLToPath(new URL('../src/server.ts', import.meta.url));
const token = 'a-secret-that-only-tests-use';

it('ends on SIGTERM, and has told nobody its token', async () => {
  const child = spawn(process.execPath, [server], { env: { ...process.env, CI_CALLBACK_TOKEN: token, PORT: '0' } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exit = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exit]);
  const origin = /http:\S+(?=;)/.exec(output)?.[0] ?? '';
  const wrong = await fetch(`${origin}/ci/callbacks?token=${token}x`, { method: 'POST', body: '{}' });
  expect(wrong.status).toBe(401);
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(output).toContain('The token is wrong.');
  expect(output).not.toContain(token);
});

it('does not start without a token', async () => {
  const child = spawn(process.execPath, [server], { env: { ...process.env, CI_CALLBACK_TOKEN: '', PORT: '0' } });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(errors).toContain('Set CI_CALLBACK_TOKEN');
});

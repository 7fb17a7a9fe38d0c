import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const demo = fileURLToPath(new URL('../src/demo.ts', import.meta.url));

it('shows what the handler got of each callback, and what was refused', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo]);
  expect(stderr).toBe('');
  expect(stdout.match(/j40644e92f8e311ecb90d0b03267ce0e5 \(VoiceSeparate\)/g)).toHaveLength(3);
  expect(stdout.match(/output\/audio\.mp3, MD5 3b883c0462ba845acdf3eb7e30db1a1c/g)).toHaveLength(3);
  expect(stdout.match(/started by {2}workflow workflow-test, run ic90edd59f84f11ec9d4f525400a3c59f/g)).toHaveLength(2);
  expect(stdout).toContain('started by  the job API');
  expect(stdout).toContain('workflow.xml and workflow.json gave the same object');
  expect([...stdout.matchAll(/answer {6}(\d+ \{"code":"[\w.]+"\})/g)].map(([, answer]) => answer)).toEqual([
    '200 {"code":"ok"}',
    '200 {"code":"ok"}',
    '200 {"code":"ok"}',
    '200 {"code":"ok"}',
    '401 {"code":"auth.failed"}',
    '400 {"code":"xml.unexpected_end"}',
    '500 {"code":"handler.failed"}',
    '200 {"code":"ok"}',
    '403 {"code":"auth.forbidden"}',
  ]);
  expect(stdout).not.toMatch(/(?:token|ci-link)=[^<]/);
});

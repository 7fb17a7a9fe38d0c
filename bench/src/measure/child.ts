import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a file beside this one in a process of its own, and gives the JSON that it prints, or undefined if it failed or took too long. */
export function runChild(file: string, flags: readonly string[], args: readonly string[], timeout: number): unknown {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [...flags, path, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout,
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

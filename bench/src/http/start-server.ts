import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface RunningServer {
  readonly name: string;
  readonly port: number;
  readonly process: ChildProcess;
}

/** Starts a stack in a process of its own, so that it doesn't share its loop with those who ask it. */
export async function startServer(name: string): Promise<RunningServer> {
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [name], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [port] = (await once(child, 'message', { signal: AbortSignal.timeout(20_000) })) as [number];
  return { name, port, process: child };
}

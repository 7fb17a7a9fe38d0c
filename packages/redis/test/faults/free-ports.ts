import { once } from 'node:events';
import { createServer } from 'node:net';
import { Random } from '../../../core/test/xml/random.ts';

/**
 * Finds two ports that nobody listens on, below those that systems give to clients: while a server is away, a connection that looks for it
 * must not get its port.
 */
export async function findFreePorts(seed: number): Promise<[number, number]> {
  const random = new Random(seed ^ process.pid);
  const first = await findFreePort(random);
  let second = first;
  while (second === first) second = await findFreePort(random);
  return [first, second];
}

async function findFreePort(random: Random): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + random.below(12_000);
    if (await isFree(port)) return port;
  }
  throw new Error('No port is free.');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** Serves one server on a free port of the loopback interface, tells its parent the port and on demand its heap, and ends with it. */
import type { AddressInfo } from 'node:net';
import { partsServer, servers } from './servers.ts';

const [, , framework = '', kind = ''] = process.argv;
const makeServer = framework === 'parts' ? partsServer : servers[framework]?.[kind as 'receiver'];
if (makeServer === undefined) throw new Error(`There is no server ${framework} ${kind}`);

const server = makeServer().listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => {
  for (let times = 0; times < 4; times++) globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
process.once('disconnect', () => process.exit());

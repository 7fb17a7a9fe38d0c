import type { Server } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { Receiver } from '@ci-callback/express';

/** Takes no new connections and callbacks, and waits for the handlers that run and for the answers to those who wait. */
export async function shutDown(server: Server, receiver: Receiver): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  await receiver.close();
  // When the last answers are written, their connections would be kept for another request for some seconds.
  await setImmediate();
  server.closeIdleConnections();
  await closed;
}

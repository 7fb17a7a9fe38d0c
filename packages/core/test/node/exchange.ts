import { createServer, request, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';

/** A server on a port of its own. */
export interface Service {
  readonly port: number;
  close(): Promise<void>;
}

export async function serve(listener: RequestListener): Promise<Service> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  return { port: (server.address() as AddressInfo).port, close };
}

/** What is sent: the body in pieces, between which the event loop turns. */
export interface Message {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pieces?: readonly Uint8Array[];
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** Sends a message and waits for the JSON answer, five seconds at most. */
export async function send(
  port: number,
  { method = 'POST', path = '/', headers = {}, pieces = [] }: Message,
): Promise<Answer> {
  const signal = AbortSignal.timeout(5000);
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, signal });
  const incoming = new Promise<Answer>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parse(body) });
      }, reject);
    });
  });
  incoming.catch(() => outgoing.destroy());
  if (pieces.length > 1) outgoing.flushHeaders();
  for (const piece of pieces) {
    outgoing.write(piece);
    await setImmediate();
  }
  outgoing.end();
  return incoming;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { createReceiver, unsafeNoAuth } from '../../src/index.ts';

const receiver = createReceiver({ auth: unsafeNoAuth() });
const get = new Request('http://localhost/');
const incoming = new IncomingMessage(new Socket());
const response = new ServerResponse(incoming);

/** What somebody calls who writes JavaScript. */
type Entrance = (...given: readonly unknown[]) => unknown;

it.each([
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
  ['an address', 'http://localhost/', 'text'],
  ["Hono's context", { req: { raw: get, method: 'GET', url: '/' } }, 'an object'],
  ["Hono's request", { raw: get, method: 'GET', url: '/', header: () => '' }, 'an object'],
  ['a request of node:http', incoming, 'an object'],
])('fetch throws at once for %s', (_what, given, kind) => {
  const told = `receiver.fetch takes a Request of the Fetch standard, such as context.req.raw of Hono, and was given ${kind}.`;
  expect(() => (receiver.fetch as Entrance)(given)).toThrow(new TypeError(told));
});

it.each([
  ['nothing', [], 'undefined and undefined'],
  ['a request alone', [incoming], 'an object and undefined'],
  ['a Request of the Fetch standard', [get], 'an object and undefined'],
  ['a function in place of a response', [incoming, () => {}], 'an object and a function'],
  ["Koa's context", [{ req: incoming, res: response }, () => {}], 'an object and a function'],
])('node throws at once for %s', (_what, given, kinds) => {
  const told = `receiver.node takes a request and a response of node:http, and was given ${kinds}.`;
  expect(() => (receiver.node as Entrance)(...given)).toThrow(new TypeError(told));
});

it.each([
  ['nothing', undefined, 'undefined'],
  ['a Request of the Fetch standard', get, 'an object'],
  ['a request of node:http', incoming, 'an object'],
])('receive throws at once for %s', (_what, given, kind) => {
  const told = `receiver.receive takes a ReceiverRequest, and was given ${kind}.`;
  expect(() => (receiver.receive as Entrance)(given)).toThrow(new TypeError(told));
});

it('what is a request is answered', async () => {
  expect((await receiver.fetch(get)).status).toBe(200);
  const server = createServer(receiver.node).listen(0);
  try {
    const { port } = server.address() as { port: number };
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
  } finally {
    server.close();
  }
});

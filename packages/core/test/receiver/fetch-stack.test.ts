import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, it } from 'vitest';

import { createReceiver, urlToken, type FetchRequest, type Receiver } from '../../src/index.ts';
import { serve } from '../node/exchange.ts';
import { path, token, xmlBody } from './http-case.ts';
import { testHttpStack } from './http-stack.ts';

testHttpStack({
  name: 'fetch, in Hono',
  start: ({ fetch }) => {
    const app = new Hono<{ Bindings: HttpBindings }>();
    app.all(`${path}/*`, ({ req, env }) => fetch(req.raw, { remoteAddress: env.incoming.socket.remoteAddress }));
    return serve(getRequestListener(app.fetch));
  },
  ownsConnections: false,
});

testHttpStack({
  name: 'fetch, bridged to node:http',
  start: (receiver) => serve((request, response) => void bridge(receiver, request, response)),
  ownsConnections: false,
});

it('says so where somebody has read the body before', async () => {
  const receiver = createReceiver({ auth: urlToken(token), logger: false }).onAny(() => undefined);
  const request = new Request(`http://localhost${path}?token=${token}`, { method: 'POST', body: xmlBody() });
  await request.text();
  const response = await receiver.fetch(request);
  expect([response.status, await response.json()]).toEqual([500, { code: 'body.consumed' }]);
});

/** What platforms do that have no bridge of their own: nothing more than the standard wants. */
async function bridge({ fetch }: Receiver, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = '', url = '', rawHeaders, socket } = incoming;
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  const body = method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(incoming) as FetchRequest['body']);
  const request = { method, url: new URL(url, 'http://localhost').href, headers, body, bodyUsed: false };
  const response = await fetch(request, { remoteAddress: socket.remoteAddress });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';

import { expectTypeOf, test } from 'vitest';

import type { Callback } from '../../src/index.ts';
import { createCallbackReader, readCallback, type CallbackRequest } from '../../src/node/index.ts';

declare const http1: IncomingMessage;
declare const http2: Http2ServerRequest;

test("Node's requests are taken as they are", () => {
  expectTypeOf(http1).toExtend<CallbackRequest>();
  expectTypeOf(http2).toExtend<CallbackRequest>();
  expectTypeOf(readCallback({ request: http1, body: http2, rawBody: 7 })).toEqualTypeOf<Promise<Callback>>();
  expectTypeOf(createCallbackReader().call(null, { request: http2 })).toEqualTypeOf<Promise<Callback>>();
});

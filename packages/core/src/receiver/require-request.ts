import type { NodeRequest, NodeResponse } from '../node/receive-node.ts';
import { kindOf } from '../options/kind-of.ts';
import type { FetchRequest } from './fetch.ts';
import type { ReceiverRequest } from './http-exchange.ts';

// What is given in place of a request is a mistake of the program, and no answer could tell of it: it is thrown at once, so that a receiver's
// promises need not reject.

/** @throws {TypeError} for what is no Request of the Fetch standard */
export function requireFetchRequest(given: FetchRequest): void {
  const { method, url, headers } = membersOf(given);
  if (typeof method === 'string' && typeof url === 'string' && typeof headers?.get === 'function') return;
  throw new TypeError(
    `receiver.fetch takes a Request of the Fetch standard, such as context.req.raw of Hono, and was given ${kindOf(given)}.`,
  );
}

/** @throws {TypeError} for what is no request of Node with its response */
export function requireNodeExchange(request: NodeRequest, response: NodeResponse): void {
  if (typeof membersOf(request).headers === 'object' && 'writeHead' in membersOf(response)) return;
  const given = `${kindOf(request)} and ${kindOf(response)}`;
  throw new TypeError(`receiver.node takes a request and a response of node:http, and was given ${given}.`);
}

/** @throws {TypeError} for what is no request that an adapter made */
export function requireReceiverRequest(given: ReceiverRequest): void {
  if ('readBody' in membersOf(given) && 'header' in membersOf(given)) return;
  throw new TypeError(`receiver.receive takes a ReceiverRequest, and was given ${kindOf(given)}.`);
}

function membersOf<Value extends object>(given: Value): Partial<Value> {
  return typeof given === 'object' && (given as Value | null) !== null ? given : {};
}

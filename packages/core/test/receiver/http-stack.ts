import { describe, expect, it } from 'vitest';

import { createReceiver, urlToken, type Receiver } from '../../src/index.ts';
import type { Service } from '../node/exchange.ts';
import { forbidden, ok, request, token, type Expected, type HttpCase, type ReceiverSetup } from './http-case.ts';
import { httpCases } from './http-cases.ts';
import { httpScenarios } from './http-scenarios.ts';
import { RawClient, type RawAnswer } from './raw-client.ts';
import { Witness } from './witness.ts';

/** A server that has a receiver at `path`, and at whatever segment is behind it. */
export interface HttpStack {
  readonly name: string;
  readonly start: (receiver: Receiver) => Promise<Service>;
  readonly exclusions?: readonly Exclusion[];
  /** Whether the receiver decides when a connection ends; with fetch the platform does. */
  readonly ownsConnections?: boolean;
}

/** A case that the receiver never sees in some stack, or not as it was sent. */
export interface Exclusion {
  readonly title: string;
  readonly why: string;
  /** What comes back instead. */
  readonly answer: Expected;
}

/** Runs all cases and scenarios, each with a server of its own, so that they can run at the same time. */
export function testHttpStack({ name, start, exclusions = [], ownsConnections = true }: HttpStack): void {
  describe(name, () => {
    for (const httpCase of httpCases) {
      const exclusion = exclusions.find(({ title }) => title === httpCase.title);
      const title = exclusion === undefined ? httpCase.title : `${httpCase.title}: ${exclusion.why}`;
      it.concurrent(title, () => runCase(exclusion === undefined ? httpCase : excluded(httpCase, exclusion), start));
    }

    for (const { title, receiver: setup, run } of httpScenarios) {
      it.concurrent(title, () =>
        withServer(setup ?? {}, start, async (server) => {
          await run({ ...server, ownsConnections });
        }),
      );
    }

    it('has no exclusion of a case that there is not', () => {
      const titles = httpCases.map(({ title }) => title);
      expect(exclusions.map(({ title }) => title).filter((title) => !titles.includes(title))).toEqual([]);
    });
  });
}

/** What a case or scenario has to do with. */
interface HttpServer {
  readonly receiver: Receiver;
  readonly witness: Witness;
  readonly open: () => RawClient;
}

export interface ScenarioServer extends HttpServer {
  readonly ownsConnections: boolean;
}

function excluded({ title, receiver, exchanges }: HttpCase, { answer }: Exclusion): HttpCase {
  const [first] = exchanges;
  const send = first?.send ?? new Uint8Array();
  return { title, exchanges: [{ send, answers: [answer] }], ...(receiver === undefined ? {} : { receiver }) };
}

async function runCase({ receiver: setup = {}, exchanges, handled = [] }: HttpCase, start: HttpStack['start']): Promise<void> {
  await withServer(setup, start, async ({ open, witness }) => {
    const client = open();
    const expected = exchanges.flatMap(({ answers }) => answers);
    for (const { send, answers } of exchanges) {
      void client.write(send);
      for (const answer of answers) expectAnswer(await client.read(answer), answer);
    }
    expect(witness.handled).toEqual(handled);
    await expectGoesOn(client, expected.at(-1));
  });
}

/** After whatever was answered the connection carries the next request, or ends if that was announced. */
async function expectGoesOn(client: RawClient, last: Expected | undefined): Promise<void> {
  if (last?.closes === true) return client.closed();
  void client.write(request({ method: 'GET' }));
  expectAnswer(await client.read(), ok);
}

async function withServer(
  { options = {}, register }: ReceiverSetup,
  start: HttpStack['start'],
  use: (server: HttpServer) => Promise<void>,
): Promise<void> {
  const witness = new Witness();
  const { logger, hooks } = witness;
  const receiver = createReceiver({ auth: urlToken(token), logger, ...options, hooks: { ...hooks, ...options.hooks } });
  if (register === undefined) receiver.on('VoiceSeparate', witness.take);
  else register(receiver, witness);
  const service = await start(receiver);
  const clients: RawClient[] = [];
  const open = (): RawClient => {
    const client = new RawClient(service.port);
    clients.push(client);
    return client;
  };
  try {
    await use({ receiver, witness, open });
  } finally {
    for (const client of clients) client.destroy();
    await service.close();
  }
  const texts = [witness.testimony, ...clients.map(({ received }) => received)];
  for (const pattern of forbidden) for (const text of texts) expect(text).not.toMatch(pattern);
}

/** An answer of the receiver tells its code and nothing else, and is to be kept by nobody. */
export function expectAnswer(answer: RawAnswer, { status, code, headers = {}, isHead = false, closes = false }: Expected): void {
  if (code === undefined) {
    expect(answer).toMatchObject({ status });
    return;
  }
  const body = JSON.stringify({ code });
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body: isHead ? '' : body });
  const one = (name: string): string | undefined => {
    const values = answer.headers.get(name);
    expect(values?.length ?? 1).toBe(1);
    return values?.[0];
  };
  expect(one('content-type')).toBe('application/json');
  expect(one('cache-control')).toBe('no-store');
  expect(one('x-content-type-options')).toBe('nosniff');
  expect(one('content-length')).toBe(String(body.length));
  for (const name of ['allow', 'retry-after', 'www-authenticate']) expect([name, one(name)]).toEqual([name, headers[name]]);
  expect(one('connection') === 'close').toBe(closes);
}

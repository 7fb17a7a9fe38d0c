import { describe, expect, it } from 'vitest';

import { createReceiver, urlToken, type Receiver } from '../../src/index.ts';
import type { Service } from '../node/exchange.ts';
import { expectAnswer } from './expect-answer.ts';
import { forbidden, ok, request, token, type Expected, type HttpCase, type ReceiverSetup } from './http-case.ts';
import { httpCases } from './http-cases.ts';
import { httpScenarios, type ScenarioServer } from './http-scenarios.ts';
import { RawClient } from './raw-client.ts';
import { Witness } from './witness.ts';

/** A server that has a receiver at `path`, and at whatever segment is behind it. */
export interface HttpStack {
  readonly name: string;
  readonly start: (receiver: Receiver) => Promise<Service>;
  /** What it is tried with; all cases and scenarios where nothing is said. */
  readonly cases?: readonly HttpCase[];
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
export function testHttpStack({ name, start, cases, exclusions = [], ownsConnections = true }: HttpStack): void {
  describe(name, () => {
    for (const httpCase of cases ?? httpCases) {
      const { title, receiver = {}, handled = [] } = httpCase;
      const exclusion = exclusions.find((one) => one.title === title);
      it.concurrent(exclusion === undefined ? title : `${title}: ${exclusion.why}`, async () => {
        const sight = await withServer(receiver, start, (server) => runCase(server, httpCase, exclusion));
        expect(sight).toEqual({ handled: exclusion === undefined ? handled : [], leaks: [] });
      });
    }

    for (const { title, receiver = {}, run } of cases === undefined ? httpScenarios : []) {
      it.concurrent(title, async () => {
        const sight = await withServer(receiver, start, (server) => run({ ...server, ownsConnections }));
        expect(sight.leaks).toEqual([]);
      });
    }

    it('has no exclusion of a case that there is not', () => {
      const titles = (cases ?? httpCases).map(({ title }) => title);
      expect(exclusions.map(({ title }) => title).filter((title) => !titles.includes(title))).toEqual([]);
    });
  });
}

type Server = Omit<ScenarioServer, 'ownsConnections'>;

async function runCase({ open }: Server, { exchanges }: HttpCase, exclusion: Exclusion | undefined): Promise<void> {
  const client = open();
  let last: Expected | undefined;
  for (const { send, answers } of exchanges) {
    void client.write(send);
    for (last of exclusion === undefined ? answers : [exclusion.answer]) expectAnswer(await client.read(last), last);
  }
  if (last?.closes === true) return client.closed();
  // After whatever was answered the connection carries the next request, unless it was said that it ends.
  void client.write(request({ method: 'GET' }));
  expectAnswer(await client.read(), ok);
}

/** Gives what handlers got, and what came to light of what must not. */
async function withServer(
  { options = {}, register }: ReceiverSetup,
  start: HttpStack['start'],
  use: (server: Server) => Promise<void>,
): Promise<{ readonly handled: readonly string[]; readonly leaks: readonly string[] }> {
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
  const leaks = texts.filter((text) => forbidden.some((pattern) => pattern.test(text)));
  return { handled: witness.handled, leaks };
}

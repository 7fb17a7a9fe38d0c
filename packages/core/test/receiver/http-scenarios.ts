import { Buffer } from 'node:buffer';

import { expect } from 'vitest';

import type { Receiver } from '../../src/index.ts';
import { expectAnswer } from './expect-answer.ts';
import { note, ok, path, request, token, xmlBody, type Expected, type ReceiverSetup } from './http-case.ts';
import type { RawClient } from './raw-client.ts';
import type { Witness } from './witness.ts';

/** What a scenario has to do with. */
export interface ScenarioServer {
  readonly receiver: Receiver;
  readonly witness: Witness;
  readonly open: () => RawClient;
  /** Whether the receiver decides when a connection ends. */
  readonly ownsConnections: boolean;
}

/** What takes more than bytes and answers: several connections, or things that happen in between. */
export interface HttpScenario {
  readonly title: string;
  readonly receiver?: ReceiverSetup;
  readonly run: (server: ScenarioServer) => Promise<void>;
}

const callback = request({ body: xmlBody() });
const head = (length: number): string =>
  `POST ${path}?token=${token} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n`;

/** A gate that handlers wait at. */
class Gate {
  open: () => void = () => undefined;
  readonly passed = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

/** Sends on a connection of its own and expects an answer. */
async function ask({ open }: ScenarioServer, bytes: Uint8Array, expected: Expected): Promise<void> {
  const client = open();
  void client.write(bytes);
  expectAnswer(await client.read(expected), expected);
}

/** How often something has happened. */
function times({ events }: Witness, name: Witness['events'][number]): number {
  return events.filter((event) => event === name).length;
}

/** A scenario whose handlers wait at a gate. */
interface GatedScenario {
  readonly title: string;
  readonly options?: NonNullable<ReceiverSetup['options']>;
  readonly run: (server: ScenarioServer, gate: Gate) => Promise<void>;
}

function gated({ title, options = {}, run }: GatedScenario): HttpScenario {
  // Each stack runs the scenario with a receiver of its own.
  const gates = new WeakMap<Receiver, Gate>();
  return {
    title,
    receiver: {
      options,
      register: (receiver, witness) => {
        const gate = new Gate();
        gates.set(receiver, gate);
        receiver.on('VoiceSeparate', async (job) => {
          witness.take(job);
          await gate.passed;
        });
      },
    },
    async run(server) {
      const gate = gates.get(server.receiver) ?? new Gate();
      try {
        await run(server, gate);
      } finally {
        gate.open();
      }
    },
  };
}

const handlingScenarios: readonly GatedScenario[] = [
  {
    title: 'a duplicate while the first one is being handled',
    async run(server, gate) {
      const { witness } = server;
      const first = server.open();
      void first.write(callback);
      await witness.until(() => witness.handled.length === 1);
      await ask(server, callback, { status: 503, code: 'idempotency.running', headers: { 'retry-after': /^\d+$/ } });
      gate.open();
      expectAnswer(await first.read(), ok);
      await ask(server, callback, ok);
      expect(witness.handled).toEqual(['v1']);
    },
  },
  {
    title: 'a deadline that passes, while the handler goes on',
    options: { deadline: 1 },
    async run(server, gate) {
      const { witness } = server;
      await ask(server, callback, { status: 503, code: 'handler.deadline', headers: { 'retry-after': '1' } });
      gate.open();
      await witness.until(() => times(witness, 'late') === 1);
      await ask(server, callback, ok);
      expect(witness.handled).toEqual(['v1']);
      expect(times(witness, 'handled')).toBe(1);
    },
  },
  {
    title: 'as many callbacks at once as may be, and one more',
    options: { limits: { concurrency: 2 } },
    async run(server, gate) {
      const { witness } = server;
      const clients = ['a1', 'a2'].map((id) => {
        const client = server.open();
        void client.write(request({ body: xmlBody({ id }) }));
        return client;
      });
      await witness.until(() => witness.handled.length === 2);
      await ask(server, callback, { status: 503, code: 'receiver.busy', headers: { 'retry-after': '1' } });
      await ask(server, request({ method: 'GET' }), ok);
      gate.open();
      for (const client of clients) expectAnswer(await client.read(), ok);
      await ask(server, callback, ok);
      expect(witness.handled.toSorted()).toEqual(['a1', 'a2', 'v1']);
    },
  },
  {
    title: 'an answer before the handlers, where that is asked for',
    options: { ack: 'immediate' },
    async run(server, gate) {
      const { witness } = server;
      await ask(server, callback, ok);
      await ask(server, callback, ok);
      expect(times(witness, 'handled')).toBe(0);
      gate.open();
      await witness.until(() => times(witness, 'handled') === 1);
      expect(witness.handled).toEqual(['v1']);
    },
  },
  {
    title: 'a receiver that is closed while a handler runs',
    async run(server, gate) {
      const { witness, receiver } = server;
      const first = server.open();
      void first.write(callback);
      await witness.until(() => witness.handled.length === 1);
      const closing = receiver.close();
      const refusal: Expected = { status: 503, code: 'receiver.closed', headers: { 'retry-after': '5' } };
      await ask(server, request({ body: xmlBody({ id: 'v2' }) }), refusal);
      await ask(server, request({ target: path, body: xmlBody() }), {
        status: 401,
        code: 'auth.missing',
        headers: { 'www-authenticate': 'Token' },
      });
      gate.open();
      await closing;
      expectAnswer(await first.read(), ok);
      expect(witness.handled).toEqual(['v1']);
    },
  },
  {
    title: 'a sender that goes away while a handler runs',
    async run(server, gate) {
      const { witness } = server;
      const client = server.open();
      void client.write(callback);
      await witness.until(() => witness.handled.length === 1);
      client.destroy();
      gate.open();
      await witness.until(() => witness.events.includes('answered'));
      await ask(server, callback, ok);
      expect(witness.handled).toEqual(['v1']);
    },
  },
];

const impatient: ReceiverSetup = { options: { limits: { readingTime: 50 } } };

const senderScenarios: readonly HttpScenario[] = [
  {
    title: 'a sender that waits to be told to go on',
    async run({ open, witness }) {
      const client = open();
      const body = xmlBody();
      void client.write(`${head(body.length)}Expect: 100-continue\r\n\r\n`);
      expect(await client.read()).toMatchObject({ status: 100 });
      void client.write(body);
      expectAnswer(await client.read(), ok);
      expect(witness.handled).toEqual(['v1']);
    },
  },
  {
    title: 'a sender that expects something else',
    async run({ open, witness }) {
      const client = open();
      void client.write(`${head(0)}Expect: miracles\r\n\r\n`);
      expect(await client.read()).toMatchObject({ status: 417 });
      expect(witness.events).toEqual([]);
    },
  },
  {
    title: 'a body that comes byte by byte',
    async run({ open, witness }) {
      const client = open();
      for (const byte of callback) await client.write(new Uint8Array([byte]));
      expectAnswer(await client.read(), ok);
      expect(witness.handled).toEqual(['v1']);
    },
  },
  {
    title: 'a body that comes too slowly',
    receiver: impatient,
    async run(server) {
      const client = server.open();
      const closes = server.ownsConnections;
      void client.write(callback.subarray(0, -10));
      expectAnswer(await client.read(), { status: 408, code: 'body.timeout', closes });
      if (closes) await client.closed();
      await ask(server, callback, ok);
      expect(server.witness.handled).toEqual(['v1']);
    },
  },
  {
    title: 'a refused body that comes byte by byte, and never to its end',
    receiver: impatient,
    async run(server) {
      const client = server.open();
      void client.write(request({ target: path, headers: ['Content-Length: 100000'], body: note }));
      expectAnswer(await client.read(), {
        status: 401,
        code: 'auth.missing',
        headers: { 'www-authenticate': 'Token' },
      });
      if (server.ownsConnections) {
        const trickle = setInterval(() => void client.write('x'), 10);
        await client.closed().finally(() => clearInterval(trickle));
      }
      await ask(server, callback, ok);
    },
  },
  {
    title: 'a sender that goes away in the middle of the body',
    async run(server) {
      const { witness } = server;
      const client = server.open();
      await client.write(callback.subarray(0, -10));
      await witness.until(() => witness.events.includes('authenticated'));
      client.destroy();
      await witness.until(() => witness.events.includes('answered'));
      expect(witness.events).toEqual(['received', 'authenticated', 'rejected', 'answered']);
      await ask(server, callback, ok);
      expect(witness.handled).toEqual(['v1']);
    },
  },
  {
    title: 'a sender that ends a body which is shorter than it said',
    async run(server) {
      const { witness } = server;
      const client = server.open();
      void client.write(callback.subarray(0, -1));
      client.end();
      await witness.until(() => witness.events.includes('answered'));
      expect(witness.events).not.toContain('parsed');
      await ask(server, callback, ok);
      expect(witness.handled).toEqual(['v1']);
    },
  },
  {
    title: 'a gigabyte that nobody may send',
    async run(server) {
      const client = server.open();
      const megabyte = Buffer.alloc(1_000_000, note);
      await client.write(request({ target: path, headers: ['Content-Length: 1000000000'] }));
      const answer = client.read();
      // What a platform of fetch does with a body that nobody reads is its own business, and some let the sender wait.
      if (server.ownsConnections) {
        let sent = 0;
        while (sent < 200 && !client.isClosed) {
          await client.write(megabyte);
          sent++;
        }
        expect(sent).toBeLessThan(200);
      } else void client.write(megabyte);
      expectAnswer(await answer, { status: 401, code: 'auth.missing', headers: { 'www-authenticate': 'Token' } });
      await ask(server, callback, ok);
      expect(server.witness.handled).toEqual(['v1']);
    },
  },
];

export const httpScenarios: readonly HttpScenario[] = [...handlingScenarios.map(gated), ...senderScenarios];

import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { errorStatus } from '../../packages/core/src/errors/error-codes.ts';
import {
  createReceiver,
  memoryStore,
  unsafeNoAuth,
  type ReceiverHooks,
  type ReceiverRequest,
} from '../../packages/core/src/index.ts';
import { resolveReceiverOptions } from '../../packages/core/src/receiver/receiver-options.ts';
import { codeSpans, documentAt, section, tableRows } from './markdown.ts';

const readme = documentAt('README.md');

describe('what README.md says of the receiver', () => {
  it('has each answer that it gives, with its status, once', () => {
    const rows = tableRows(section(readme, '### Answers'));
    const [ok, ...refusals] = rows.map((row) => [Number(row['Status']), codeSpans(row['Code'] ?? '')] as const);
    expect(ok).toEqual([200, ['ok']]);
    // A receiver writes no callbacks.
    const codes = Object.entries(errorStatus).filter(([code]) => !code.startsWith('format.'));
    for (const [code, status] of codes) {
      const stated = refusals.filter(([, names]) => names.some((name) => covers(name, code)));
      expect([code, stated.map(([given]) => given)]).toEqual([code, [status]]);
    }
  });

  it('has the options and their defaults', () => {
    const rows = tableRows(section(readme, '### Options of the receiver'));
    const stated: Record<string, string> = Object.fromEntries(
      rows.map((row) => [codeSpans(row['Option'] ?? '')[0] ?? '', (row['Default'] ?? '').replaceAll('`', '')] as const),
    );
    const { auth: _, parsing, idempotency, ...resolved } = resolveReceiverOptions({ auth: unsafeNoAuth() });
    expect(stated).toMatchObject({
      ack: `'${resolved.ack}'`,
      deadline: inEnglish(resolved.deadline),
      'idempotency.lease': inEnglish(idempotency?.lease),
      'idempotency.expiry': inEnglish(idempotency?.expiry),
      'limits.readingTime': inEnglish(resolved.readingTime),
      'limits.concurrency': inEnglish(resolved.concurrency),
      validation: `'${parsing.validation}'`,
    });
    const names = Object.keys(stated).filter((name) => !name.includes('.'));
    expect(names.toSorted()).toEqual(
      [...Object.keys(resolved), 'auth', 'idempotency', 'validation']
        .filter((name) => !['readingTime', 'concurrency'].includes(name))
        .toSorted(),
    );
    expect(idempotency?.store.constructor).toBe(memoryStore().constructor);
  });

  it('has the hooks, with the fields of their events', async () => {
    const tables = tableRows(section(readme, '## Hooks, diagnostics channels and logs'));
    const rows = tables.filter((row) => 'Hook' in row);
    const names = rows.map((row) => codeSpans(row['Hook'] ?? '')[0] ?? '');
    const events = await eventsOf(names);
    for (const row of rows) {
      const [name = ''] = codeSpans(row['Hook'] ?? '');
      expect([name, codeSpans(row['Fields'] ?? '').toSorted()]).toEqual([name, events.get(name)]);
    }
    expect(events.size).toBe(rows.length);
  });
});

/** Makes a receiver tell all that it can, and gives the names of the fields of each event. */
async function eventsOf(names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const events = new Map<string, readonly string[]>();
  const hooks = Object.fromEntries(
    names.map((name) => [name, (event: object) => void events.set(name, Object.keys(event).toSorted())]),
  ) as ReceiverHooks;
  const receiver = createReceiver({ auth: unsafeNoAuth(), deadline: 1, logger: false, hooks });
  let isFirst = true;
  receiver.onAny(async () => {
    await wait(50);
    if (isFirst) throw new Error('The first attempt fails.');
  });
  const body = '{"EventName":"TaskFinish","JobsDetail":[{"JobId":"j1","Tag":"Transcode","State":"Success"}]}';
  await receiver.receive(posted(body));
  await expect.poll(() => events.has('failed')).toBe(true);
  isFirst = false;
  await receiver.receive(posted(body));
  await expect.poll(() => events.has('handled')).toBe(true);
  await receiver.receive(posted(body));
  await receiver.receive(posted('none'));
  await receiver.close();
  return events;
}

function posted(body: string): ReceiverRequest {
  return {
    method: 'POST',
    url: '/',
    remoteAddress: undefined,
    headers: new Headers(),
    header: () => undefined,
    readBody: async () => body,
  };
}

/** Whether a code, or a family of them such as `xml.…`, covers a code. */
function covers(name: string, code: string): boolean {
  return name.endsWith('…') ? code.startsWith(name.slice(0, -1)) : name === code;
}

function inEnglish(value: number | undefined): string | undefined {
  return value?.toLocaleString('en');
}

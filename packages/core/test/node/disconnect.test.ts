import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';

import { afterEach, describe, expect, it } from 'vitest';

import { readCallback, type CallbackRequest } from '../../src/node/index.ts';
import { bodies } from './bodies.ts';
import { Connection } from './connection.ts';
import { serve, type Service } from './exchange.ts';
import { firstRequest, outcome, reader } from './requests.ts';

const xml = bodies.XML;
const limits = { bytes: 400_000 };
const head = (length: number, more = ''): string =>
  `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n${more}\r\n`;
const message = Buffer.concat([Buffer.from(head(xml.length)), xml]);

let cleanUp: Array<() => unknown> = [];
afterEach(async () => {
  for (const action of cleanUp) await action();
  cleanUp = [];
});

async function start(listener: Parameters<typeof serve>[0]): Promise<Service> {
  const service = await serve(listener);
  cleanUp.push(() => service.close());
  return service;
}

function open(service: Service): Connection {
  const connection = new Connection(service.port);
  cleanUp.unshift(() => connection.destroy());
  return connection;
}

describe('a sender that goes away', () => {
  /** Waits for a request, and gives what reading it comes to. */
  async function receive(
    read: (request: CallbackRequest) => Promise<string>,
  ): Promise<{ connection: Connection; result: Promise<string> }> {
    const { promise, listener } = firstRequest(read);
    return { connection: open(await start(listener)), result: promise };
  }
  const readNow = (request: CallbackRequest): Promise<string> => outcome(readCallback({ request }));

  it('in the middle of the body', async () => {
    const { connection, result } = await receive(readNow);
    connection.write(message.subarray(0, -100));
    await setTimeout(20);
    connection.destroy();
    expect(await result).toBe('body.aborted');
  });

  it('by ending a body that is shorter than it said', async () => {
    const { connection, result } = await receive(readNow);
    connection.write(message.subarray(0, -1));
    connection.end();
    expect(await result).toBe('body.aborted');
  });

  it('in the middle of a chunked body', async () => {
    const { connection, result } = await receive(readNow);
    connection.write('POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<Resp\r\n');
    await setTimeout(20);
    connection.destroy();
    expect(await result).toBe('body.aborted');
  });

  it('before the body is looked for', async () => {
    const { connection, result } = await receive(async (request) => {
      connection.destroy();
      await new Promise((resolve) => {
        (request as IncomingMessage).on('close', resolve);
      });
      return readNow(request);
    });
    connection.write(message.subarray(0, -100));
    expect(await result).toBe('body.aborted');
  });
});

describe('a connection after a refusal', () => {
  it('answers at once, before the body has come', async () => {
    const connection = open(await start(reader(limits)));
    connection.write(head(50_000_000));
    expect(await connection.answers(1)).toEqual([413]);
  });

  it('answers as soon as a chunked body is too large, while it goes on', async () => {
    const connection = open(await start(reader({ bytes: 1000 })));
    connection.write('POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
    connection.write(`3e9\r\n${' '.repeat(1001)}\r\n`);
    expect(await connection.answers(1)).toEqual([413]);
  });

  it.each([
    ['too large by Content-Length', head(3_000_000), Buffer.alloc(3_000_000, ' '), 413],
    ['of an unknown coding', head(300_000, 'Content-Encoding: lzma\r\n'), Buffer.alloc(300_000), 415],
    [
      'of several parts',
      head(300_000, 'Content-Type: multipart/form-data; boundary=x\r\n'),
      Buffer.alloc(300_000),
      415,
    ],
    ['no callback', head(4), Buffer.from('none'), 415],
  ])('serves the next request when the body was %s', async (_, start1, body, status) => {
    const connection = open(await start(reader(limits)));
    connection.write(start1);
    connection.write(body);
    expect(await connection.answers(1)).toEqual([status]);
    connection.write(message);
    expect(await connection.answers(2)).toEqual([status, 200]);
  });

  it('serves requests that were sent behind a body that is too large, without waiting', async () => {
    const connection = open(await start(reader(limits)));
    const chunked = Buffer.from(
      `POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n7a120\r\n${' '.repeat(500_000)}\r\n0\r\n\r\n`,
    );
    const large = Buffer.concat([Buffer.from(head(500_000)), Buffer.alloc(500_000)]);
    connection.write(Buffer.concat([message, large, message, chunked, message]));
    expect(await connection.answers(5)).toEqual([200, 413, 200, 413, 200]);
  });
});

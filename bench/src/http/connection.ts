import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What is sent over one connection. */
export interface Exchange {
  /** Gives the next request. */
  readonly next: () => Buffer;
  readonly times: number;
  /** The body of each answer. */
  readonly answer: string;
}

/** A connection that stays open. It reads no more of an answer than it must, since what the client does takes from what the server can. */
export class Connection {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Sends requests, each after the answer to the one before, and gives the milliseconds that each took. */
  async exchange(exchange: Exchange): Promise<Float64Array> {
    const socket = this.#socket.setTimeout(10_000);
    try {
      return await exchangeOver(socket, exchange);
    } finally {
      socket.setTimeout(0);
      for (const event of ['timeout', 'error', 'close', 'data']) socket.removeAllListeners(event);
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}

function exchangeOver(socket: Socket, { next, times, answer }: Exchange): Promise<Float64Array> {
  const ending = `\r\n\r\n${answer}`;
  const taken = new Float64Array(times);
  let answered = 0;
  let sentAt = 0;
  let received = '';
  const send = (): void => {
    sentAt = performance.now();
    socket.write(next());
  };
  return new Promise((resolve, reject) => {
    socket.on('timeout', () => reject(new Error('The server does not answer')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed the connection')));
    socket.on('data', (data) => {
      received += data.toString('latin1');
      if (!received.endsWith(ending)) return;
      if (!received.startsWith('HTTP/1.1 200 ')) return reject(new Error(received.slice(0, 200)));
      received = '';
      taken[answered++] = performance.now() - sentAt;
      if (answered === times) resolve(taken);
      else send();
    });
    send();
  });
}

export function requestOf(body: Buffer, target = '/'): Buffer {
  const head = `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

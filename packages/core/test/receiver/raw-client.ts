import { Buffer } from 'node:buffer';
import { connect, type Socket } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** By name in lower case; each value of a repeated one. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

/** A bare connection: sends what a proper client would not, and changes nothing of what comes. */
export class RawClient {
  /** All that came, as latin1. */
  received = '';
  readonly #socket: Socket;
  #unread = Buffer.alloc(0);

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (bytes: Buffer) => {
      this.received += bytes.toString('latin1');
      this.#unread = Buffer.concat([this.#unread, bytes]);
    });
    // Being cut off is what some cases are about; `read` tells it.
    this.#socket.on('error', () => undefined);
  }

  get isClosed(): boolean {
    return this.#socket.closed;
  }

  /** Ends when the system has taken the bytes, or the connection is closed. */
  async write(bytes: string | Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#socket.once('close', resolve);
      this.#socket.write(bytes, () => {
        this.#socket.removeListener('close', resolve);
        resolve();
      });
    });
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Waits until the server closes the connection. */
  async closed(): Promise<void> {
    while (!this.#socket.closed) await this.#change();
  }

  /** Reads the next answer, an interim one too. An answer to HEAD has no body, whatever its headers say. */
  async read({ isHead = false } = {}): Promise<RawAnswer> {
    for (;;) {
      const found = readAnswer(this.#unread, isHead);
      if (found !== undefined) {
        this.#unread = this.#unread.subarray(found.length);
        return found.answer;
      }
      if (this.#socket.closed) throw new Error(`The connection was closed before an answer: ${this.received}`);
      await this.#change();
    }
  }

  /** Waits for something to happen, ten seconds at most. */
  async #change(): Promise<void> {
    const socket = this.#socket;
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        socket.removeListener('data', done);
        socket.removeListener('close', done);
      };
      const done = (): void => {
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Nothing came for ten seconds after: ${this.received}`));
      }, 10_000);
      socket.once('data', done);
      socket.once('close', done);
    });
  }
}

/** Reads an answer that Content-Length or chunks delimit (RFC 9112, 6.3); nothing if it has not come to its end. */
function readAnswer(bytes: Buffer, isHead: boolean): { answer: RawAnswer; length: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine) ?? [];
  if (status === undefined) throw new Error(`This is no status line: ${statusLine}`);
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:\s]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === '') throw new Error(`This is no header: ${line}`);
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value]);
  }
  const start = headEnd + 4;
  const hasBody = !isHead && !status.startsWith('1');
  const body = hasBody ? readAnswerBody(bytes.subarray(start), headers) : { text: '', length: 0 };
  if (body === undefined) return undefined;
  return { answer: { status: Number(status), headers, body: body.text }, length: start + body.length };
}

function readAnswerBody(
  bytes: Buffer,
  headers: ReadonlyMap<string, readonly string[]>,
): { text: string; length: number } | undefined {
  if (headers.get('transfer-encoding')?.[0] === 'chunked') {
    const end = bytes.indexOf('0\r\n\r\n');
    if (end < 0) return undefined;
    return { text: bytes.toString('latin1', 0, end), length: end + 5 };
  }
  const length = Number(headers.get('content-length')?.[0] ?? 0);
  return bytes.length < length ? undefined : { text: bytes.toString('latin1', 0, length), length };
}

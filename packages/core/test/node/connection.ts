import { connect, type Socket } from 'node:net';

/** A bare connection, for what a proper client would not send. */
export class Connection {
  private readonly socket: Socket;
  private received = '';

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text: string) => {
      this.received += text;
    });
    this.socket.on('error', () => undefined);
  }

  write(text: string | Uint8Array): void {
    this.socket.write(text);
  }

  /** Sends what was written and says that nothing more comes. */
  end(): void {
    this.socket.end();
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** Waits for the answers to as many requests, five seconds at most, and gives their status codes. */
  async answers(count: number): Promise<number[]> {
    const statuses = (): number[] =>
      [...this.received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
    const signal = AbortSignal.timeout(5000);
    while (statuses().length < count && !this.socket.closed) {
      await new Promise((resolve) => {
        this.socket.once('data', resolve);
        this.socket.once('close', resolve);
        signal.addEventListener('abort', resolve, { once: true });
      });
      signal.throwIfAborted();
    }
    return statuses();
  }
}

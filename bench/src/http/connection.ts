import { connect, type Socket } from 'node:net';

/**
 * Sends a request so many times over one connection, each after the answer to the one before, and gives the milliseconds that
 * each took. It reads no more of an answer than it must, since what the client does takes from what the server can.
 */
export async function sendRepeatedly(port: number, request: Buffer, times: number): Promise<Float64Array> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  try {
    return await exchange(socket, request, times);
  } finally {
    socket.destroy();
  }
}

function exchange(socket: Socket, request: Buffer, times: number): Promise<Float64Array> {
  const taken = new Float64Array(times);
  let answered = 0;
  let sentAt = 0;
  let received = '';
  const send = (): void => {
    sentAt = performance.now();
    socket.write(request);
  };
  return new Promise((resolve, reject) => {
    socket.setTimeout(10_000, () => reject(new Error('The server does not answer')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed the connection')));
    socket.on('connect', send);
    socket.on('data', (data) => {
      received += data.toString('latin1');
      if (!received.endsWith('\r\n\r\nOK')) return;
      if (!received.startsWith('HTTP/1.1 200 ')) return reject(new Error(received.slice(0, 200)));
      received = '';
      taken[answered++] = performance.now() - sentAt;
      if (answered === times) resolve(taken);
      else send();
    });
  });
}

export function requestOf(body: Buffer): Buffer {
  const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

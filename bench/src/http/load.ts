import { Connection, requestOf } from './connection.ts';

/** What a server did in one round. */
export interface Round {
  /** Requests in a second. */
  readonly throughput: number;
  /** Milliseconds that all but one request in a hundred took at most. */
  readonly p99: number;
}

const connections = 4;

/** Sends a fixed number of requests over some connections that stay open. */
export async function measureRound(port: number, body: Buffer, requests: number): Promise<Round> {
  const request = requestOf(body);
  const exchange = { next: () => request, times: Math.ceil(requests / connections), answer: 'OK' };
  const opened = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const start = performance.now();
  const taken = await Promise.all(opened.map((connection) => connection.exchange(exchange)));
  const seconds = (performance.now() - start) / 1000;
  for (const connection of opened) connection.close();
  const sorted = taken.flatMap((times) => [...times]).toSorted((one, other) => one - other);
  return { throughput: sorted.length / seconds, p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN };
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../../core/test/xml/random.ts';
import type { SentCallback } from './callbacks.ts';
import type { Ledger } from './ledger.ts';

export interface SenderOptions {
  readonly ports: readonly number[];
  readonly ledger: Ledger;
  readonly random: Random;
  /** Ends all sending. */
  readonly signal: AbortSignal;
}

/** How often a delivery is tried. */
const mostAttempts = 300;

/** Sends callbacks to any of the servers, and comes again until the answer is a 2xx. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #answers = new Map<string, number>();
  #requests = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  get requests(): number {
    return this.#requests;
  }

  /** How often each answer came, and each way of getting none. */
  get answers(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#answers].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  count(answer: string): number {
    return this.#answers.get(answer) ?? 0;
  }

  /**
   * Sends a callback to a server, and then to any of them.
   *
   * @throws {Error} if no 2xx came in all attempts or all the time, or an answer says that another attempt is of no use
   */
  async deliver(callback: SentCallback, first: number): Promise<void> {
    const { ports, random, signal } = this.#options;
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      signal.throwIfAborted();
      if (await this.send(callback, attempt === 1 ? first : random.pick(ports), attempt)) return;
      await pause(30 + random.below(270));
    }
    throw new Error(`${callback.name} has not been answered with a 2xx in ${mostAttempts} attempts.`);
  }

  /**
   * Sends a callback once, and tells whether the answer is a 2xx.
   *
   * @throws {Error} if the answer says that another attempt is of no use
   */
  async send(callback: SentCallback, port: number, attempt = 1): Promise<boolean> {
    const answer = await this.#post(callback, port);
    if (answer.startsWith('4')) throw new Error(`${callback.name} was answered with ${answer}.`);
    const isTaken = answer.startsWith('2');
    if (isTaken) this.#options.ledger.append('answered', callback.name, attempt);
    return isTaken;
  }

  async #post({ body, contentType }: SentCallback, port: number): Promise<string> {
    this.#requests++;
    const answer = await post(port, contentType, body).catch(describeFailure);
    this.#answers.set(answer, this.count(answer) + 1);
    return answer;
  }
}

async function post(port: number, contentType: string, body: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/ci`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
    // Far longer than the deadline of servers.
    signal: AbortSignal.timeout(5000),
  });
  const { code } = (await response.json()) as { code: string };
  return `${response.status} ${code}`;
}

/** Nobody listened, or the process died before it answered. What else can go wrong is told as it is. */
function describeFailure(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } };
  if (cause?.code === undefined) return String(error);
  return cause.code === 'ECONNREFUSED' ? 'connection refused' : 'connection lost';
}

import { createHash } from 'node:crypto';
import { kindOf } from './kind-of.ts';
import type { SendCommand } from './redis-client.ts';
import { scripts, type ScriptName } from './scripts.ts';

/** Runs scripts by their digests, and sends the text of one that Redis doesn't know or has forgotten. */
export class ScriptRunner {
  readonly #send: SendCommand;
  readonly #digests = new Map<ScriptName, string>();

  constructor(send: SendCommand) {
    this.#send = send;
  }

  /** @throws {Error} if Redis refuses the command, or replies with something else than a text */
  async run(name: ScriptName, key: string, args: readonly string[]): Promise<string> {
    const reply = await this.#evaluate(name, ['1', key, ...args]);
    if (typeof reply === 'string') return reply;
    // Clients can be told to give bytes.
    if (reply instanceof Uint8Array) return new TextDecoder().decode(reply);
    throw new Error(`Redis replied to ${name} with ${kindOf(reply)}.`);
  }

  async #evaluate(name: ScriptName, parameters: readonly string[]): Promise<unknown> {
    try {
      return await this.#send(['EVALSHA', this.#digestOf(name), ...parameters]);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('NOSCRIPT'))) throw error;
      return this.#send(['EVAL', scripts[name], ...parameters]);
    }
  }

  #digestOf(name: ScriptName): string {
    const known = this.#digests.get(name);
    if (known !== undefined) return known;
    const digest = createHash('sha1').update(scripts[name]).digest('hex');
    this.#digests.set(name, digest);
    return digest;
  }
}

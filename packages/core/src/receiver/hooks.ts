import type { ErrorCode } from '../errors/index.ts';
import { kindOf } from '../options/kind-of.ts';
import { listed, requireObject } from '../options/require-options.ts';
import { nodeModule } from '../platform/node-module.ts';
import type { Logger } from './logger.ts';

/** What each event of a receiver tells. */
interface RequestEvent {
  /** The request's own identity, the same in all of its events and log lines. */
  readonly delivery: string;
  /** Milliseconds since the request came. */
  readonly duration: number;
}

/** One job, or an event without jobs. What the body calls it is cut after 256 characters. */
export interface ItemEvent extends RequestEvent {
  readonly event: string;
  readonly tag: string | undefined;
  readonly id: string | undefined;
  readonly state: string | undefined;
}

export interface ReceiverEvents {
  /** A request came. */
  received: RequestEvent & { readonly method: string; readonly remoteAddress: string | undefined };
  /** It may come in. */
  authenticated: RequestEvent;
  /** Its body is a callback, with so many jobs; zero for an event without a list of jobs. */
  parsed: RequestEvent & { readonly event: string; readonly jobs: number };
  /** It was refused: for what it is, or since the receiver can't take it now. The message holds nothing of the body. */
  rejected: RequestEvent & { readonly status: number; readonly code: ErrorCode; readonly message: string };
  /**
   * Handlers have done a job, which took them `handling` milliseconds. Also where the claim got lost meanwhile, which is logged as a warning:
   * another process may then have handled the same.
   */
  handled: ItemEvent & { readonly attempt: number; readonly handling: number };
  /** A job has not been done: handlers have failed, there is none, or the store of duplicates can't be reached. `attempt` is 0 if none was called. */
  failed: ItemEvent & { readonly attempt: number; readonly handling: number; readonly error: unknown };
  /** The job was done before, or is being done at this moment (`running`). */
  duplicate: ItemEvent & { readonly running: boolean };
  /** Handlers came to an end after the request had been answered at the deadline. */
  late: ItemEvent & { readonly outcome: 'handled' | 'failed' };
  /** The request is answered. */
  answered: RequestEvent & { readonly status: number; readonly code: ErrorCode | 'ok' };
}

export type ReceiverEventName = keyof ReceiverEvents;

/** Functions that are called when something happens, and not waited for. What they throw is logged, and changes nothing. */
export type ReceiverHooks = {
  readonly [Name in ReceiverEventName]?: ((event: ReceiverEvents[Name]) => unknown) | undefined;
};

const eventNames: readonly ReceiverEventName[] = [
  'received',
  'authenticated',
  'parsed',
  'rejected',
  'handled',
  'failed',
  'duplicate',
  'late',
  'answered',
];

/** What is used of a channel of node:diagnostics_channel. */
interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

/** Tells hooks and diagnostics channels, `ci-callback:received` and so on, what happens. */
export type Emit = {
  readonly [Name in ReceiverEventName]: Emitter<ReceiverEvents[Name]>;
};

/** @throws {TypeError} for a hook that there is no event for, or that is no function */
export function requireHooks(asker: string, hooks: ReceiverHooks): void {
  requireObject(asker, hooks, 'hooks');
  for (const [name, hook] of Object.entries(hooks)) {
    if (!(eventNames as readonly string[]).includes(name)) {
      throw new TypeError(`${asker}: hooks.${name}: there is no such event; there are ${listed(eventNames)}.`);
    }
    if (hook !== undefined && typeof hook !== 'function') {
      throw new TypeError(`${asker}: hooks.${name} must be a function, not ${kindOf(hook)}.`);
    }
  }
}

/** Makes what a receiver tells by what happens. */
export function createEmit(hooks: ReceiverHooks, logger: Logger): Emit {
  const diagnostics = nodeModule('diagnostics_channel');
  const entries = eventNames.map((name) => {
    const channel = diagnostics?.channel(`ci-callback:${name}`);
    return [name, new Emitter(channel, hooks[name] && callerOf(name, hooks, logger))] as const;
  });
  return Object.fromEntries(entries) as Emit;
}

type Call = (event: unknown) => Promise<void>;

/** A hook may be an async function, whose rejection must not go unheard. */
function callerOf(name: ReceiverEventName, hooks: ReceiverHooks, logger: Logger): Call {
  return async (event) => {
    try {
      await hooks[name]?.(event as never);
    } catch (err) {
      logger.error({ err, hook: name }, 'A hook has thrown.');
    }
  };
}

/** Tells those who listen for an event of it. */
class Emitter<Event> {
  readonly #channel: Channel | undefined;
  readonly #callHook: Call | undefined;

  constructor(channel: Channel | undefined, callHook: Call | undefined) {
    this.#channel = channel;
    this.#callHook = callHook;
  }

  /** Whether anybody listens at this moment; where nobody does, no event need be made. */
  get isHeard(): boolean {
    return this.#callHook !== undefined || this.#channel?.hasSubscribers === true;
  }

  tell(event: Event): void {
    if (this.#channel?.hasSubscribers === true) this.#channel.publish(event);
    void this.#callHook?.(event);
  }
}

import { eventNames, jobTags } from '../generated/registry.ts';
import { kindOf } from '../options/kind-of.ts';
import { listed } from '../options/require-options.ts';
import { nearestName } from '../options/nearest-name.ts';
import type { Handler, StateHandlers } from './handler.ts';
import type { Item } from './item.ts';

/** A handler whose value's type has been checked where it was registered. */
export type RegisteredHandler = Handler<never>;

type Outcome = keyof StateHandlers<never>;

const outcomes: readonly Outcome[] = ['success', 'failed', 'other'];

/** The handlers of a receiver, and which of them an item is for. */
export class HandlerRegistry {
  readonly #byName = new Map<string, (RegisteredHandler | StateHandlers<never>)[]>();
  readonly #any: RegisteredHandler[] = [];
  readonly #unknown: RegisteredHandler[] = [];

  /** @throws {TypeError} if nothing has the name, or the handler is none */
  add(name: string, handler: RegisteredHandler | StateHandlers<never>): void {
    requireKnownName(name);
    requireHandler(handler);
    const handlers = this.#byName.get(name);
    if (handlers === undefined) this.#byName.set(name, [handler]);
    else handlers.push(handler);
  }

  addForAny(handler: RegisteredHandler): void {
    requireFunction(handler);
    this.#any.push(handler);
  }

  addForUnknown(handler: RegisteredHandler): void {
    requireFunction(handler);
    this.#unknown.push(handler);
  }

  /** Those who get an item: by its type, by its event, as an unknown one, and those who get everything. */
  find(item: Item): RegisteredHandler[] {
    const handlers: RegisteredHandler[] = [];
    // An unknown job may bear the name of an event, and an unknown event that of a job: those handlers expect something else.
    if (item.isKnown && item.tag !== undefined) collect(this.#byName.get(item.tag), item, handlers);
    if (item.isKnown || item.isJob) collect(this.#byName.get(item.event), item, handlers);
    if (!item.isKnown) collect(this.#unknown, item, handlers);
    collect(this.#any, item, handlers);
    return handlers;
  }
}

/** Adds those of some handlers who get an item in its state. */
function collect(
  from: readonly (RegisteredHandler | StateHandlers<never>)[] | undefined,
  item: Item,
  into: RegisteredHandler[],
): void {
  if (from === undefined) return;
  for (const handler of from) {
    const chosen = typeof handler === 'function' ? handler : handler[outcomeOf(item)];
    if (chosen !== undefined) into.push(chosen);
  }
}

function requireKnownName(name: unknown): void {
  const known: readonly string[] = [...eventNames, ...jobTags];
  if (typeof name !== 'string') throw new TypeError(`receiver.on: the name must be text, not ${kindOf(name)}.`);
  if (known.includes(name)) return;
  const nearest = nearestName(name, known, 2);
  // What onUnknown gets of a misspelt name is nothing, so it is named only where it may help.
  const advice = nearest === undefined ? 'Use onUnknown for it.' : `Did you mean '${nearest}'?`;
  throw new TypeError(
    `receiver.on: no job and no event that this version knows is called ${JSON.stringify(name)}. ${advice}`,
  );
}

function outcomeOf({ state }: Item): Outcome {
  if (state === 'Success') return 'success';
  return state === 'Failed' ? 'failed' : 'other';
}

function requireHandler(handler: RegisteredHandler | StateHandlers<never>): void {
  if (typeof handler !== 'object' || handler === null) return requireFunction(handler);
  const entries = Object.entries(handler);
  if (entries.length === 0)
    throw new TypeError(`A handler must be a function, or have ${listed(outcomes)}, or some of them.`);
  for (const [outcome, own] of entries) {
    if (!(outcomes as readonly string[]).includes(outcome)) {
      throw new TypeError(`A handler has ${listed(outcomes)}, not ${JSON.stringify(outcome)}.`);
    }
    requireFunction(own);
  }
}

/** @throws {TypeError} for what can't be called */
export function requireFunction(handler: unknown): void {
  if (typeof handler !== 'function') throw new TypeError(`A handler must be a function, not ${kindOf(handler)}.`);
}

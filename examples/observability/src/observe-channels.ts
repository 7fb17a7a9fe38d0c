import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ReceiverHooks } from '@ci-callback/core';

/**
 * Gives hooks the events of all receivers in this process, by the channels of node:diagnostics_channel: for who doesn't create the
 * receiver himself, such as an agent that is loaded before the program.
 *
 * @returns a function that ends it
 */
export function observeChannels(hooks: ReceiverHooks): () => void {
  const listeners = Object.entries(hooks).map(([name, hook]) => {
    const listener = (event: unknown): void => void hook?.(event as never);
    subscribe(`ci-callback:${name}`, listener);
    return [`ci-callback:${name}`, listener] as const;
  });
  return () => {
    for (const [channel, listener] of listeners) unsubscribe(channel, listener);
  };
}

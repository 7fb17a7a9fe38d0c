import { eventNames, jobTags, type ItemEvent } from '@ci-callback/core';

const known: ReadonlySet<string> = new Set([...jobTags, ...eventNames]);

/**
 * What kind of job or event it is, as a label: one of those that this version knows, or `unknown`. Whoever sends a callback chooses
 * its names, and each new value of a label is a new time series.
 */
export function kindOf({ event, tag }: Pick<ItemEvent, 'event' | 'tag'>): string {
  const name = event === 'TaskFinish' ? tag : event;
  return name !== undefined && known.has(name) ? name : 'unknown';
}

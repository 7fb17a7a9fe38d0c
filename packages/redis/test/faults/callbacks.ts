import { formatJson, formatXml, parseJson } from '@ci-callback/core';
import type { Random } from '../../../core/test/xml/random.ts';

export interface SentCallback {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
  /** What its jobs are known by. */
  readonly keys: readonly string[];
}

const tags = ['VoiceSeparate', 'FileHashCode', 'MediaInfo', 'NotInTheSchema'];

/** Callbacks with one to four jobs, in XML and in JSON, in another order than that of their numbers. */
export function makeCallbacks(count: number, random: Random): SentCallback[] {
  const callbacks: SentCallback[] = [];
  for (let number = 0; number < count; number++) {
    callbacks.splice(random.below(callbacks.length + 1), 0, makeCallback(number, random));
  }
  return callbacks;
}

function makeCallback(number: number, random: Random): SentCallback {
  const ids = Array.from({ length: random.pick([1, 1, 2, 4]) }, (_, index) => `j${number}-${index}`);
  const JobsDetail = ids.map((JobId) => ({ JobId, Tag: random.pick(tags), State: 'Success' }));
  const callback = parseJson(JSON.stringify({ EventName: 'TaskFinish', JobsDetail }));
  const isXml = random.below(2) === 0;
  return {
    name: `c${number}`,
    contentType: isXml ? 'application/xml' : 'application/json',
    body: isXml ? formatXml(callback) : formatJson(callback),
    keys: ids.map((id) => `TaskFinish:Success::${id}`),
  };
}

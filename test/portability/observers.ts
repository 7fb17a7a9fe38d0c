import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { bodies } from './bodies.ts';
import { given } from './deliveries.ts';

/** Something that is observed of core in many places. */
export interface Observer {
  /** A module whose `observe` takes core and what is given; JavaScript, for places that know no TypeScript. */
  readonly source: string;
  /** As JSON. */
  readonly given: string;
  /** The globals beside the language that core needs for that. */
  readonly globals: readonly string[];
  /** Those that the observing itself needs too. */
  readonly ownGlobals: readonly string[];
}

export type ObserverName = 'parser' | 'receiver';

const textApis = ['TextDecoder', 'TextEncoder'];

const receiverApis = [
  'AbortController',
  'DecompressionStream',
  'Response',
  'URL',
  'atob',
  'btoa',
  'clearInterval',
  'clearTimeout',
  'crypto',
  'performance',
  'setInterval',
  'setTimeout',
  'structuredClone',
];

export const observers: Readonly<Record<ObserverName, Observer>> = {
  parser: {
    source: sourceOf('observe-parser.ts'),
    given: JSON.stringify(bodies),
    globals: textApis,
    ownGlobals: [],
  },
  receiver: {
    source: sourceOf('observe-receiver.ts'),
    given: JSON.stringify(given),
    globals: [...textApis, ...receiverApis],
    ownGlobals: ['ReadableStream', 'Request'],
  },
};

function sourceOf(file: string): string {
  return stripTypeScriptTypes(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface PublicNames {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const core: PublicNames = {
  values: [
    'AuthenticationError',
    'BodyError',
    'CallbackError',
    'FormatError',
    'JsonSyntaxError',
    'MappingError',
    'ValidationError',
    'XmlSyntaxError',
    'callbackSchema',
    'cosUrl',
    'createParser',
    'defaultLimits',
    'eventNames',
    'formatJson',
    'formatXml',
    'isJob',
    'isReview',
    'isTaskFinish',
    'isUnknownCallback',
    'isUnknownJob',
    'isWorkflowFinish',
    'jobTags',
    'memoryStore',
    'outputObjects',
    'parseCallback',
    'parseJson',
    'parseTree',
    'parseXml',
    'safeParseCallback',
    'toNative',
    'validateCallback',
  ],
  types: [
    'CallbackOf',
    'CallbackParser',
    'Claim',
    'ErrorCode',
    'EventByName',
    'EventKind',
    'EventName',
    'FormatOptions',
    'IdempotencyStore',
    'IntegerText',
    'Issue',
    'IssueCode',
    'Job',
    'JobByTag',
    'JobKind',
    'JobTag',
    'JobWithObjects',
    'KindOf',
    'Lease',
    'Limits',
    'MemoryStoreOptions',
    'Native',
    'NativeResult',
    'NumberText',
    'ObjectRole',
    'ParseOptions',
    'ParseResult',
    'ParserKinds',
    'Review',
    'StandardIssue',
    'StandardResult',
    'StandardSchema',
    'TimeText',
    'UnknownFields',
    'UnknownName',
    'UnknownValue',
    'ValidateOptions',
    'ValidationMode',
    'WrittenObject',
  ],
};

/**
 * Every name that the packages export, but for the types that are generated from the schema and have its titles. A name that
 * goes, or comes by accident, fails the test; one that is meant to come is added here, and told in a changeset.
 */
export const publicNames: Readonly<Record<string, PublicNames>> = {
  '@ci-callback/core': core,
  '@ci-callback/core/events': { values: kindsIn('events'), types: [] },
  '@ci-callback/core/jobs': { values: kindsIn('jobs'), types: [] },
  '@ci-callback/core/node': {
    values: ['createCallbackReader', 'readBody', 'readCallback'],
    types: ['BodyInMemory', 'BodySource', 'CallbackReader', 'CallbackRequest'],
  },
  '@ci-callback/express': {
    values: [...core.values, 'callbackParser'],
    types: [...core.types, 'ParserMiddleware', 'ParserRequest'],
  },
  '@ci-callback/koa': {
    values: [...core.values, 'callbackParser'],
    types: [...core.types, 'CallbackState', 'ParserContext', 'ParserMiddleware'],
  },
  '@ci-callback/redis': { values: ['redisStore'], types: ['RedisClient', 'RedisStoreOptions'] },
};

/** The kinds that are generated, whose names are the schema's. */
function kindsIn(folder: 'events' | 'jobs'): readonly string[] {
  const index = join(import.meta.dirname, '../../packages/core/src/generated', folder, 'index.ts');
  return [...readFileSync(index, 'utf8').matchAll(/^export \{ (\w+) \}/gm)].map(([, name = '']) => name);
}

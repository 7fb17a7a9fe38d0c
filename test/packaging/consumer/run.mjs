import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as core from '@ci-callback/core';
import * as node from '@ci-callback/core/node';
import * as expressPackage from '@ci-callback/express';
import * as koaPackage from '@ci-callback/koa';
import * as redisPackage from '@ci-callback/redis';
import express from 'express';
import Koa from 'koa';
import { check } from './check.cjs';
import { checkReceivers } from './receiver.cjs';

await check({ core, node, expressPackage, koaPackage, redisPackage, express, Koa });

const require = createRequire(import.meta.url);
const schema = JSON.parse(readFileSync(require.resolve('@ci-callback/core/schema/callback.schema.json'), 'utf8'));
assert.equal(schema.title, 'Callback');

// Both forms of a package may be loaded in one process: an ES module and a CommonJS dependency of it, say.
const other = require('@ci-callback/core');
assert.notEqual(other.CallbackError, core.CallbackError);
assert(core.safeParseCallback('').error instanceof other.CallbackError);
assert(other.safeParseCallback('').error instanceof core.BodyError);
assert.deepEqual(Object.keys(other).sort(), Object.keys(core).sort());
await checkReceivers({
  core: { ...core, signedUrl: other.signedUrl, urlToken: other.urlToken },
  expressPackage: require('@ci-callback/express'),
  koaPackage: require('@ci-callback/koa'),
  redisPackage: require('@ci-callback/redis'),
  express,
  Koa,
});

console.log(`works on ${process.version}`);

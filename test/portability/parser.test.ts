import { join } from 'node:path';
import { beforeAll, expect, inject, it } from 'vitest';
import { invalidSamples, validSamples } from '../../packages/core/test/samples.ts';
import { leaveOut } from '../../scripts/left-out.ts';
import { observeInBareContext } from './bare-context.ts';
import { bodies } from './bodies.ts';
import { findChromium, observeInChromium } from './chromium.ts';
import { importCore } from './core.ts';
import { observe, type Observation } from './observe-parser.ts';

/** Core as npm installed it. */
const folder = join(inject('consumers').newest, 'node_modules/@ci-callback/core/dist');
let inNode: readonly Observation[];

beforeAll(async () => {
  inNode = JSON.parse(JSON.stringify(observe(await importCore(folder), bodies))) as Observation[];
});

// Places where nothing can be read at all would agree as well.
it('in Node, with which the others are compared, core reads what is valid and refuses what is not', () => {
  const codes = inNode.map(({ path, readings }) => {
    const callback = readings[0]?.callback;
    return [path, callback !== undefined && 'error' in callback ? callback.error.code : 'read'];
  });
  expect(codes).toEqual([
    ...validSamples.map((path) => [path, 'read']),
    ...invalidSamples.map(([path, { code }]) => [path, code]),
  ]);
});

it('core gives the same where there is nothing but the language, TextEncoder and TextDecoder', async () => {
  const { globals, observed } = await observeInBareContext(folder, 'parser');
  const observations = observed as Observation[];
  expect(globals).toEqual(expect.arrayContaining(['Object', 'TextDecoder', 'TextEncoder']));
  const ofHosts = ['Buffer', 'URL', 'atob', 'console', 'fetch', 'global', 'process', 'require', 'setTimeout', 'window'];
  expect(globals.filter((name) => ofHosts.includes(name))).toEqual([]);
  expect(differences(observations)).toEqual([]);
  report('A bare context', observations);
});

it.for(['page', 'worker'] as const)('core gives the same in a %s of Chromium', async (place, context) => {
  const executable = findChromium();
  if (executable === undefined) return leaveOut(context, `core in a ${place} of Chromium`, 'chromium');
  const { version, observed } = await observeInChromium(executable, folder, 'parser', place);
  const observations = observed as Observation[];
  expect(differences(observations)).toEqual([]);
  report(`A ${place} of Chromium ${version}`, observations);
});

/** The readings that are other than in Node, be it by the order of keys alone. */
function differences(observations: readonly Observation[]): object[] {
  return inNode.flatMap(({ path, readings }, index) =>
    readings.flatMap((expected, which) => {
      const actual = observations[index]?.readings[which];
      return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ path, actual, expected }];
    }),
  );
}

function report(place: string, observations: readonly Observation[]): void {
  const callbacks = observations.flatMap(({ readings }) => readings.map(({ callback }) => callback));
  const errors = callbacks.flatMap((callback) => ('error' in callback ? [callback.error] : []));
  const placed = errors.filter(({ offset }) => offset !== undefined);
  console.log(
    `${place}: ${observations.length} bodies compared with Node, in ${callbacks.length} readings, ` +
      `which gave ${errors.length} errors, ${placed.length} of them with line and column`,
  );
}

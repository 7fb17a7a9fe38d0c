import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, it } from 'vitest';
import { leaveOut } from '../../scripts/left-out.ts';
import { observeInBareContext } from './bare-context.ts';
import { findChromium, observeInChromium } from './chromium.ts';
import { importCore, type Core } from './core.ts';
import { answers, answersOfWeb, given, type Answer } from './deliveries.ts';
import { observe, observeLinks, type Observation, type Observed } from './observe-receiver.ts';
import { observers } from './observers.ts';

type Answers = readonly (readonly [name: string, answer: Answer])[];

interface Comparison {
  readonly differences: readonly object[];
  /** The answers to what Node alone can inflate. */
  readonly ofNodeAlone: Answers;
  /** What was signed there. */
  readonly links: readonly string[];
  /** What Node answers to callbacks to that. */
  readonly linksInNode: Answers;
}

/** Core as npm installed it. */
const folder = join(inject('consumers').newest, 'node_modules/@ci-callback/core/dist');
const linkAnswers: Answers = given.links.map((_order, index) => [`signed URL ${index}`, [200, 'ok']]);
let core: Core;
let inNode: Observed;

beforeAll(async () => {
  core = await importCore(folder);
  inNode = JSON.parse(JSON.stringify(await observe(core, given))) as Observed;
});

it('in Node, with which the others are compared, the receiver answers what it should', () => {
  expect(answersOf(inNode.observations)).toEqual([
    ...answers,
    ...linkAnswers,
    ['a body that never ends', [408, 'body.timeout']],
    ['a handler that takes too long', [503, 'handler.deadline']],
    ['that handler, when it has ended', [503, 'handler.deadline']],
    ['what it was called for, again', [200, 'ok']],
    ['an answer before the handlers end', [200, 'ok']],
    ['a claim that is renewed', [200, 'ok']],
    ['a handler that is told to stop', [500, 'handler.failed']],
    ['a receiver that is closed', [503, 'receiver.closed']],
  ]);
});

// What is the same everywhere should not be so because nothing has happened.
it('in Node, handlers get typed jobs, and what has no identity is known by a digest', () => {
  const seen = (name: string): unknown => inNode.observations.find((one) => one.name === name)?.witnessed;
  expect(seen('XML with the token')).toContainEqual([
    'success',
    expect.objectContaining({ native: expect.objectContaining({ success: true }) as unknown }),
    expect.objectContaining({ attempt: 1, aborted: false, delivery: true }),
  ]);
  expect(seen('the same again')).not.toContainEqual(expect.arrayContaining(['success']));
  expect(seen('the same again')).toContainEqual(expect.arrayContaining(['duplicate']));
  const key = expect.stringMatching(/^ArchiveFinish:sha256:[\da-f]{64}$/) as unknown;
  expect(seen('an event without an identity')).toContainEqual(['claim', key, 'claimed']);
  expect(seen('that event again')).toContainEqual(['claim', key, 'done']);
});

it('the receiver does the same where there is nothing but the language and the Web APIs that it needs', async () => {
  const { globals, asked, observed } = await observeInBareContext(folder, 'receiver');
  const ofHosts = ['Buffer', 'console', 'fetch', 'global', 'process', 'require', 'window'];
  expect(globals.filter((name) => ofHosts.includes(name))).toEqual([]);
  const { globals: needed, ownGlobals } = observers.receiver;
  expect(asked.toSorted()).toEqual([...needed, ...ownGlobals].toSorted());
  expect(await compareWithNode(observed as Observed)).toEqual(likeNode());
  report('A bare context', observed as Observed);
});

it.for(['page', 'worker'] as const)('the receiver does the same in a %s of Chromium', async (place, context) => {
  const executable = findChromium();
  if (executable === undefined) return leaveOut(context, `the receiver in a ${place} of Chromium`, 'chromium');
  const { version, observed } = await observeInChromium(executable, folder, 'receiver', place);
  expect(await compareWithNode(observed as Observed)).toEqual(likeNode());
  report(`A ${place} of Chromium ${version}`, observed as Observed);
});

it('the README of core names the Web APIs that a receiver needs', () => {
  const readme = readFileSync(new URL('../../packages/core/README.md', import.meta.url), 'utf8');
  const [, section = ''] = readme.split('\n## Outside Node\n');
  const named = [...(section.split('\n## ')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named).toEqual(expect.arrayContaining([...observers.receiver.globals]));
});

/** What there is to say of a place where nothing is other than it should be. */
function likeNode(): Comparison {
  return { differences: [], ofNodeAlone: answersOfWeb, links: inNode.links, linksInNode: linkAnswers };
}

async function compareWithNode({ observations, links }: Observed): Promise<Comparison> {
  return {
    differences: differences(observations),
    ofNodeAlone: answersOf(observations.filter(isOfNodeAlone)),
    links,
    linksInNode: answersOf(await observeLinks(core, given, links)),
  };
}

function answersOf(observations: readonly Observation[]): Answers {
  return observations.map(({ name, answer }) => [name, answer]);
}

/** Whether it is a body that Node alone can inflate. */
function isOfNodeAlone({ name }: Observation): boolean {
  return answersOfWeb.some(([known]) => known === name);
}

/** What is observed otherwise than in Node, though it should not be. */
function differences(observations: readonly Observation[]): object[] {
  return inNode.observations.flatMap((expected, index) => {
    const actual = observations[index];
    if (isOfNodeAlone(expected) || JSON.stringify(actual) === JSON.stringify(expected)) return [];
    return [{ actual, expected }];
  });
}

function report(place: string, { observations, links }: Observed): void {
  const statuses = new Set(observations.map(({ answer }) => answer[0]));
  console.log(
    `${place}: ${observations.length} requests to a receiver compared with Node, which were answered with ` +
      `${[...statuses].toSorted((one, other) => one - other).join(', ')}, and ${links.length} URLs that were signed`,
  );
}

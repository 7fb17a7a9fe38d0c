import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergedRules, writtenRules } from '../../codegen/src/lint/index.ts';
import { errorStatus } from '../../packages/core/src/errors/error-codes.ts';
import { defaultLimits, eventNames, jobTags } from '../../packages/core/src/index.ts';
import { publicNames } from '../packaging/public-names.ts';
import { root, trackedFiles } from '../repository/tracked-files.ts';
import { codeSpans, documentAt, documents, section, tableRows, type TableRow } from './markdown.ts';

const readme = documentAt('README.md');
const coreReadme = documentAt('packages/core/README.md');
const families = [...new Set(Object.keys(errorStatus).map((code) => code.split('.')[0]))];
const errorCode = new RegExp(`^(?:${families.join('|')})\\.(?:[a-z_]+|…)$`);
// Families have the names of other things, too.
const members = /^request\.body$|^receiver\.(?:close|fetch|node|receive)$|^idempotency\.(?:store|lease|expiry|key)$/;

describe('error codes', () => {
  it('README.md lists each, with the status that it has', () => {
    const listed = tableRows(section(readme, '## Errors')).map((row) => [
      codeSpans(row['Code'] ?? '')[0],
      Number(row['Status']),
    ]);
    expect(listed).toEqual(Object.entries(errorStatus));
  });

  it('packages/core/README.md gives each to one class', () => {
    const patterns = tableRows(section(coreReadme, '## Errors')).flatMap((row) => codeSpans(row['Codes'] ?? ''));
    for (const code of Object.keys(errorStatus))
      expect([code, patterns.filter((pattern) => covers(pattern, code))]).toEqual([code, [expect.any(String)]]);
  });

  it.each(documents.map(({ path }) => [path] as const))('%s names codes that exist', (path) => {
    const named = codeSpans(documentAt(path).text).filter((span) => errorCode.test(span) && !members.test(span));
    expect(named.filter((name) => !Object.keys(errorStatus).some((code) => covers(name, code)))).toEqual([]);
  });

  it.each(['packages/express/README.md', 'packages/koa/README.md'])('%s gives each its status', (path) => {
    const rows = tableRows(section(documentAt(path), '## Errors'));
    const statusesOf = (code: string): number[] =>
      rows
        .filter((row) => codeSpans(row['code'] ?? '').some((name) => covers(name, code)))
        .map((row) => Number(row['status']));
    const codes = Object.entries(errorStatus).filter(
      ([code]) => happensInMiddleware(code) || statusesOf(code).length > 0,
    );
    expect(codes.map(([code]) => [code, statusesOf(code)])).toEqual(codes.map(([code, status]) => [code, [status]]));
  });
});

describe.each(['README.md', 'packages/core/README.md', 'packages/express/README.md', 'packages/koa/README.md'])(
  'options in %s',
  (path) => {
    const rows = tableRows(section(documentAt(path), '## Options'));

    it('are those that there are, with their defaults', () => {
      const limits = Object.entries(defaultLimits).map(([name, value]) => [
        `limits.${name}`,
        value.toLocaleString('en'),
      ]);
      const stated = rows.map((row) => [
        codeSpans(first(row))[0],
        (row['Default'] ?? row['default'] ?? '').replaceAll('`', ''),
      ]);
      expect(stated.slice(0, -1)).toEqual([['validation', "'lenient'"], ...limits]);
      expect(stated.at(-1)?.[0]).toBe('contentType');
    });
  },
);

describe('what packages/core/README.md says of the package', () => {
  it.each(publicNames['@ci-callback/core']?.values ?? [])('has %s', (name) => {
    expect(codeSpans(coreReadme.text).some((span) => span === name || span.startsWith(`${name}(`))).toBe(true);
  });

  it.each(publicNames['@ci-callback/core/node']?.values ?? [])('has %s of the entry for Node', (name) => {
    expect(
      codeSpans(section(coreReadme, '## In a Node server without a framework')).some((span) =>
        span.startsWith(`${name}(`),
      ),
    ).toBe(true);
  });

  it('is true of its dependencies', () => {
    expect(manifestOf('core').dependencies).toBeUndefined();
  });
});

describe('what README.md says of versions', () => {
  const text = section(readme, '## Supported versions').replaceAll('\n', ' ');

  it('is what the packages ask for', () => {
    for (const name of ['core', 'express', 'koa', 'redis']) {
      expect(`Node ${manifestOf(name).engines.node.replace('>=', '')} and later`).toBe(
        /Node \S+ and later/.exec(text)?.[0],
      );
    }
    expect(manifestOf('express').peerDependencies).toEqual({ express: '^4.17.0 || ^5.0.0' });
    expect(text).toContain('Express 4.17 and later, and 5.');
    expect(manifestOf('koa').peerDependencies).toEqual({ koa: '^2.13.0 || ^3.0.0' });
    expect(text).toContain('Koa 2.13 and later, and 3.');
  });

  it('is what they are tested with', () => {
    const nodes = readFileSync(join(root, 'test/packaging/nodes.ts'), 'utf8');
    const tested = [...nodes.matchAll(/'node(\d+)'/g)].map(([, version]) => version);
    expect(text).toContain(`tested on ${tested.slice(0, -1).join(', ')} and ${tested.at(-1)}`);
  });
});

describe('what packages/redis/README.md says', () => {
  const document = documentAt('packages/redis/README.md');

  it('of clients is what the store is tested with', () => {
    const { devDependencies = {} } = manifestOf('redis');
    const versions = (client: string): string[] =>
      Object.keys(devDependencies).filter((name) => name.replace(/\d$/, '') === client);
    expect(versions('ioredis')).toEqual(['ioredis', 'ioredis5']);
    expect(versions('redis')).toEqual(['redis', 'redis4', 'redis5']);
    const text = section(document, '## Supported versions').replaceAll('\n', ' ');
    expect(text).toContain('Tested with ioredis 5 and 6, and with node-redis 4, 5 and 6.');
    const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
    expect(catalog).toMatch(/^ {2}ioredis: \^6\..*$/m);
    expect(catalog).toMatch(/^ {2}redis: \^6\..*$/m);
  });

  it('of options is what there is', () => {
    const rows = tableRows(section(document, '## Options')).map((row) => [codeSpans(first(row))[0], row['Default']]);
    const source = readFileSync(join(root, 'packages/redis/src/redis-store.ts'), 'utf8');
    const [, prefix = '', timeout = ''] = /\{ prefix = ('[^']*'), timeout = (\d+) \}/.exec(source) ?? [];
    expect(rows).toEqual([
      ['prefix', `\`${prefix}\``],
      ['timeout', Number(timeout).toLocaleString('en')],
    ]);
  });
});

it('README.md names every event and job that is known', () => {
  const known = codeSpans(section(readme, '## What this version knows'));
  expect(known).toEqual([...eventNames, ...jobTags]);
});

it('CONTRIBUTING.md lists every rule for schemas', () => {
  const listed = tableRows(section(documentAt('CONTRIBUTING.md'), '### When the generator complains'));
  const rules = [...writtenRules, ...mergedRules].map(({ code, name }) => [`\`${code}\``, name]);
  expect(listed.map((row) => [row['Code'], row['Rule']])).toEqual(rules);
});

it('ARCHITECTURE.md names every folder', () => {
  const named = codeSpans(section(documentAt('ARCHITECTURE.md'), '## Rooms'));
  const folders = trackedFiles.flatMap(
    ({ path }) => /^(?:packages\/core\/src\/[a-z]+|packages\/[a-z]+|[a-z]+)(?=\/)/.exec(path) ?? [],
  );
  const missing = [...new Set(folders)].filter((folder) => !named.some((name) => `${name}/`.startsWith(`${folder}/`)));
  expect(missing).toEqual([]);
});

/** Whether a code, or a family of them such as `xml.…`, covers a code. */
function covers(name: string, code: string): boolean {
  return name.endsWith('…') ? code.startsWith(name.slice(0, -1)) : name === code;
}

function happensInMiddleware(code: string): boolean {
  return !code.startsWith('format.');
}

function first(row: TableRow): string {
  return Object.values(row)[0] ?? '';
}

interface Manifest {
  readonly engines: { readonly node: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest;
}

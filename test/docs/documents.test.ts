import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../repository/tracked-files.ts';
import { codeSpans, documentAt, documents, fencedBlocks, headingIds, withoutBlocks } from './markdown.ts';

const names = documents.map((document) => [document.path, document] as const);

describe.each(names)('%s', (path, document) => {
  it('has links that lead somewhere', () => {
    expect(linksIn(withoutBlocks(document)).filter((link) => !leadsSomewhere(path, link))).toEqual([]);
  });

  it('quotes files as they are', () => {
    const quotes = fencedBlocks(document).flatMap((block) => {
      const file = block.attributes.find((attribute) => attribute.startsWith('file='))?.slice('file='.length);
      return file === undefined || isExcerpt(block.code, readFileSync(join(root, file), 'utf8'))
        ? []
        : [`${path}:${block.line} is not in ${file}`];
    });
    expect(quotes).toEqual([]);
  });

  it('names scripts and tests that exist', () => {
    const commands = [
      ...document.text.matchAll(
        /npx -y pnpm@12 (?:run )?([\w:]+)(?: ((?:test|packages|codegen|examples)\/\S+?)(?=[`\s]))?/g,
      ),
    ];
    const missing = commands.filter(([, script = '', file]) => {
      const known = script in manifest.scripts || pnpmCommands.has(script);
      return !known || (file !== undefined && !existsSync(join(root, file)));
    });
    expect(missing.map(([command]) => command)).toEqual([]);
  });
});

it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'])('%s names files that exist', (path) => {
  const named = codeSpans(withoutBlocks(documentAt(path))).filter((span) =>
    /^(?:\.ci|\.changeset|\.github|codegen|docs|examples|packages|schema|scripts|test)\/[\w./@-]*$/.test(span),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

// Verbs of pnpm itself.
const pnpmCommands = new Set(['install', 'exec', 'changeset', 'add']);

function linksIn(text: string): string[] {
  const prose = text.replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?\)/g)].map(([, target = '']) => target);
}

function leadsSomewhere(path: string, link: string): boolean {
  if (link.startsWith('https:')) return true;
  const [file = '', id] = link.split('#');
  const target = file === '' ? path : posix.join(dirname(path), decodeURIComponent(file));
  if (!existsSync(join(root, target))) return false;
  return id === undefined || headingIds(documentAt(target)).has(id);
}

/** Whether a file holds some lines, however they are indented. */
function isExcerpt(code: string, file: string): boolean {
  const lines = (text: string): string =>
    `\n${text
      .trim()
      .split('\n')
      .map((line) => line.trim())
      .join('\n')}\n`;
  return lines(file).includes(lines(code));
}

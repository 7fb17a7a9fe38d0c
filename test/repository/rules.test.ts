import { expect, it } from 'vitest';
import { trackedFiles } from './tracked-files.ts';

interface Rule {
  readonly name: string;
  /** What no file may hold. Where the text would match itself here, a character class breaks it up. */
  readonly forbids: RegExp;
  readonly files?: RegExp;
}

const code = /\.(?:[cm]?[jt]s|json|ya?ml)$/;
const tests = /\.test(?:-d)?\.ts$/;

const rules: readonly Rule[] = [
  {
    name: 'no file names a path of the machine that it was written on',
    forbids: /(?<![\w.$}/-])\/(?:wor[k]|roo[t]|hom[e]|User[s]|tm[p])\/[\w.]/,
  },
  { name: 'the lock file names no registry', forbids: /https?:\/\/|tarball:|registry\./, files: /^pnpm-lock\.yaml$/ },
  {
    // But for the placeholder that proposals have: a rule of the schema refuses it there.
    name: 'no file puts work off',
    forbids: /\b(?:TOD[O](?!: say )|FIXM[E]|HAC[K]|XX[X])\b/,
  },
  {
    name: 'no test is left out',
    forbids: /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:skip|skipIf|todo|fails)\b/,
    files: tests,
  },
  {
    name: 'no test shuts out the others',
    forbids: /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.only\b/,
    files: tests,
  },
  {
    name: 'no code turns a check off',
    forbids: /(?:oxlint|eslint)-disabl[e]|@ts-(?:ignor[e]|nochec[k])|c8 ignor[e]|v8 ignor[e]|oxfmt-ignor[e]/,
    files: code,
  },
  { name: 'text files have Unix line ends', forbids: /\r/, files: /^(?!schema\/samples\/)/ },
];

it.each(rules)('$name', ({ forbids, files }) => {
  const found = trackedFiles
    .filter(({ path }) => files?.test(path) ?? true)
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (forbids.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
    );
  expect(found).toEqual([]);
});

it('what is generated for one job type can be read', () => {
  const generated = trackedFiles.filter(({ path }) => /^packages\/core\/src\/generated\/.*\/jobs\//.test(path));
  expect(generated).not.toEqual([]);
  expect(generated.filter(({ text }) => text.split('\n').length > 400).map(({ path }) => path)).toEqual([]);
});

it('looks at the files of the repository', () => {
  const paths = trackedFiles.map(({ path }) => path);
  expect(paths).toContain('package.json');
  expect(paths).toContain('pnpm-lock.yaml');
  expect(paths).not.toContain('node_modules/vitest/package.json');
});

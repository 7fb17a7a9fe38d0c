import { beforeAll, expect, it } from 'vitest';
import { compileExamples } from './compile-examples.ts';
import { bareExamples, commentExamples, documentExamples, type Example } from './examples.ts';

const examples = [...documentExamples, ...commentExamples].map(
  (example) => [`${example.path}:${example.line}`, example] as const,
);
let errors: ReadonlyMap<Example, readonly string[]>;

beforeAll(() => {
  errors = compileExamples(examples.map(([, example]) => example));
}, 60_000);

it.each(examples)('%s compiles', (_place, example) => {
  expect(errors.get(example)).toEqual([]);
});

it('there is an example in each package and its read-me', () => {
  const paths = examples.map(([, { path }]) => path);
  for (const name of ['core', 'express', 'koa', 'redis']) {
    expect(paths.some((path) => path.startsWith(`packages/${name}/src/`))).toBe(true);
    expect(paths).toContain(`packages/${name}/README.md`);
  }
  expect(paths).toContain('README.md');
});

it('every example in a comment is a block of TypeScript', () => {
  expect(bareExamples).toEqual([]);
});

it('an example that does not compile is told by its file and line', () => {
  const wrong: Example = { path: 'README.md', line: 3, module: "\n\nconst text: number = '';\n" };
  expect(compileExamples([wrong]).get(wrong)).toEqual([expect.stringMatching(/^README\.md\(3,7\): error TS2322/)]);
});

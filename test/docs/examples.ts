import { publicNames } from '../packaging/public-names.ts';
import { trackedFiles, type TextFile } from '../repository/tracked-files.ts';
import { documents, fencedBlocks, type FencedBlock } from './markdown.ts';

/** A piece of code that readers may copy, as a module that must compile. */
export interface Example {
  readonly path: string;
  /** The line of its first line, counted from 1. */
  readonly line: number;
  /** The module; each line of the example has the number that it has in its file. */
  readonly module: string;
}

/** What examples may take as given. */
const surroundings: Readonly<Record<string, string>> = {
  app: `declare const app: import('express').Express;`,
  body: `declare const body: Uint8Array;`,
  callback: `declare const callback: import('@ci-callback/core').Callback;`,
  job: `declare const job: import('@ci-callback/core').Job;`,
  request: `declare const request: import('node:http').IncomingMessage;`,
  router: `declare const router: import('@koa/router').default;`,
  response: `declare const response: import('node:http').ServerResponse;`,
};

/** What examples in comments need not import, beside what their package exports. */
const modules: Readonly<Record<string, string>> = {
  createServer: `import { createServer } from 'node:http';`,
  express: `import express from 'express';`,
  Koa: `import Koa from 'koa';`,
  Redis: `import { Redis } from 'ioredis';`,
  createCluster: `import { createCluster } from 'redis';`,
};

/** Every block of TypeScript in a document, but for those that quote a file or say that they are not to be checked. */
export const documentExamples: readonly Example[] = documents
  .flatMap(fencedBlocks)
  .filter(({ language, attributes }) => isTypeScript(language) && !attributes.some(leavesOut))
  .map((block) => asExample(block, given(block.code, surroundings)));

/** Every example in a comment of the packages. */
export const commentExamples: readonly Example[] = trackedFiles
  .filter(({ path }) => /^packages\/\w+\/src\/.*\.ts$/.test(path))
  .flatMap(examplesInComments)
  .map((block) => asExample(block, givenInComment(block)));

/** The places of `@example`s that have no block of TypeScript. */
export const bareExamples: readonly string[] = trackedFiles
  .filter(({ path }) => /^packages\/\w+\/src\/.*\.ts$/.test(path))
  .flatMap((file) => (count(file.text, /@example/g) === examplesInComments(file).length ? [] : [file.path]));

function isTypeScript(language: string): boolean {
  return ['ts', 'typescript', 'mts', 'cts', 'tsx'].includes(language);
}

/** Excerpts of files are compared with them instead. */
function leavesOut(attribute: string): boolean {
  return attribute === 'no-check' || attribute.startsWith('file=');
}

function asExample({ path, line, code }: FencedBlock, preamble: readonly string[]): Example {
  const lines = [...preamble, 'export {};'].join(' ');
  return { path, line, module: `${lines}${'\n'.repeat(line - 1)}${code}` };
}

function examplesInComments({ path, text }: TextFile): FencedBlock[] {
  return [...text.matchAll(/@example\s*?\n(?:[ \t]*\* )?[ \t]*```ts\n([\s\S]*?)^[ \t]*\* ```$/gm)].map((match) => ({
    path,
    line: text.slice(0, match.index).split('\n').length + 2,
    language: 'ts',
    attributes: [],
    code: (match[1] ?? '').replaceAll(/^[ \t]*\*(?: |$)/gm, ''),
  }));
}

function givenInComment({ path, code }: FencedBlock): readonly string[] {
  const [, name = ''] = /^packages\/(\w+)\//.exec(path) ?? [];
  const imported = [`@ci-callback/${name}`, '@ci-callback/core/node'].flatMap((specifier) => {
    const { values = [], types = [] } = publicNames[specifier] ?? {};
    const names = [
      ...values.filter((value) => uses(code, value)),
      ...types.filter((type) => uses(code, type)).map((type) => `type ${type}`),
    ];
    return names.length === 0 ? [] : [`import { ${names.join(', ')} } from '${specifier}';`];
  });
  return [...imported, ...given(code, { ...surroundings, ...modules })];
}

function given(code: string, declarations: Readonly<Record<string, string>>): string[] {
  return Object.entries(declarations).flatMap(([name, declaration]) =>
    uses(code, name) && !declares(code, name) ? [declaration] : [],
  );
}

function uses(code: string, name: string): boolean {
  return new RegExp(`(?<![.\\w])${name}\\b(?!:)`).test(code);
}

function declares(code: string, name: string): boolean {
  return new RegExp(
    `\\b(?:const|let|class|function) ${name}\\b|^import\\b[^;]*\\b${name}\\b|\\b(?:const|let) \\{[^}]*\\b${name}\\b`,
    'm',
  ).test(code);
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

import { readFile } from 'node:fs/promises';
import { type Diagnostic, DiagnosticError } from '../diagnostics.ts';
import { type BodyObject, type BodyValue, isBodyList, isBodyObject } from '../verify/body-value.ts';
import { contentOf } from '../verify/reference-mapper.ts';
import { readBody } from '../verify/read-body.ts';

/** A body that somebody received. */
export interface Capture {
  /** What to call it in messages: the path of its file. */
  readonly name: string;
  readonly format: 'xml' | 'json';
  /** What is in its root. */
  readonly content: BodyObject;
}

// As deep as core reads a body by default.
const deepest = 64;

/**
 * Reads bodies from files.
 * @param rootName what the root element of callbacks is called
 * @throws {DiagnosticError} naming each file that holds no body
 */
export async function readCaptures(paths: readonly string[], rootName: string): Promise<readonly Capture[]> {
  const results = await Promise.all(
    paths.map(async (path) => {
      try {
        return await parseCapture(path, await readFile(path), rootName);
      } catch (error) {
        return unreadable(path, reasonOf(error));
      }
    }),
  );
  const problems = results.filter((result) => 'code' in result);
  if (problems.length > 0) throw new DiagnosticError(problems);
  return results.filter((result) => 'content' in result);
}

/**
 * Reads a body.
 * @throws {Error} if it is neither XML nor JSON, or no callback can be in it
 */
export async function parseCapture(name: string, bytes: Uint8Array, rootName: string): Promise<Capture> {
  const root = await readBody(bytes);
  const content = contentOf(root, rootName);
  if (!isBodyObject(content)) throw new Error('the body holds no object');
  if (root.format === 'json' && isBodyList(content['EventName']))
    throw new Error('EventName is a list, as parsers of XML make of everything: keep the body as it was received');
  if (isDeeper(content, deepest)) throw new Error(`the body is deeper than ${deepest} levels`);
  return { name, format: root.format, content };
}

/** Whether objects stand in each other deeper than some levels. The list of a field is no level, a list in a list is one. */
function isDeeper(value: BodyValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) =>
    isDeeper(inner, isBodyList(inner) && !isBodyList(value) ? levels : levels - 1),
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a directory: name the files in it';
  return error.message.replace(/^: /, '').replaceAll(/\s+/g, ' ');
}

function unreadable(file: string, message: string): Diagnostic {
  return {
    code: 'body.unreadable',
    file,
    pointer: '',
    message,
    help: 'A proposal rests on every body that is given: correct the file, or leave it out.',
  };
}

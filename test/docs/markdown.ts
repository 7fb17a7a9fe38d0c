import { trackedFiles, type TextFile } from '../repository/tracked-files.ts';

/** The repository's documents. */
export const documents: readonly TextFile[] = trackedFiles.filter(
  ({ path }) => path.endsWith('.md') && !path.startsWith('codegen/test/golden/'),
);

/** A block between fences. */
export interface FencedBlock {
  readonly path: string;
  /** The line of its first line, counted from 1. */
  readonly line: number;
  readonly language: string;
  /** What follows the language behind the opening fence. */
  readonly attributes: readonly string[];
  readonly code: string;
}

export function documentAt(path: string): TextFile {
  const found = documents.find((document) => document.path === path);
  if (found === undefined) throw new Error(`there is no document ${path}`);
  return found;
}

/** The fenced blocks of a document (CommonMark, 4.5), without those inside others. */
export function fencedBlocks({ path, text }: TextFile): FencedBlock[] {
  return [...text.matchAll(/^( *)(`{3,})([^`\n]*)\n([\s\S]*?)^\1\2`*$/gm)].map((match) => {
    const [, indent = '', , info = '', code = ''] = match;
    const [language = '', ...attributes] = info.trim().split(/\s+/);
    const line = text.slice(0, match.index).split('\n').length + 1;
    return { path, line, language, attributes, code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), '') };
  });
}

/** A document without its fenced blocks, line for line. */
export function withoutBlocks({ text }: TextFile): string {
  return text.replaceAll(/^( *)(`{3,})[^`\n]*\n[\s\S]*?^\1\2`*$/gm, (block) => block.replaceAll(/[^\n]/g, ''));
}

/** The identifiers that headings have as link targets, as code hosts make them. */
export function headingIds(document: TextFile): Set<string> {
  const headings = [...withoutBlocks(document).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) => heading);
  const seen = new Map<string, number>();
  return new Set(
    headings.map((heading) => {
      const id = heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-');
      const count = seen.get(id) ?? 0;
      seen.set(id, count + 1);
      return count === 0 ? id : `${id}-${count}`;
    }),
  );
}

/** The part of a document below a heading, up to the next one of the same level or a higher one. */
export function section({ path, text }: TextFile, heading: string): string {
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const start = `\n${text}`.indexOf(`\n${heading}\n`);
  if (start === -1) throw new Error(`${path} has no heading ${heading}`);
  const rest = text.slice(start + heading.length);
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end === -1 ? rest : rest.slice(0, end);
}

export type TableRow = Readonly<Record<string, string>>;

/** The rows of a text's tables, by the names in their headers. */
export function tableRows(text: string): TableRow[] {
  const tables = text.matchAll(/^\|.*\|\n\|[ :|-]+\|\n(?:\|.*\|(?:\n|$))*/gm);
  return [...tables].flatMap(([table]) => {
    const [header, , ...rows] = table.trim().split('\n').map(cells);
    return rows.map((row) => Object.fromEntries((header ?? []).map((name, index) => [name, row[index] ?? ''])));
  });
}

/** The texts between backticks. */
export function codeSpans(text: string): string[] {
  return [...text.matchAll(/(`+)(.+?)\1(?!`)/g)].map(([, , code = '']) => code.replaceAll(String.raw`\|`, '|').trim());
}

function cells(row: string): string[] {
  const inner = row.trim().slice(1, -1);
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

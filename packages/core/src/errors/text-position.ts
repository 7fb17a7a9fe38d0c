/** A place in a text, for people. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly excerpt: string;
}

const before = 40;
const after = 20;

/** Finds line, column and excerpt of an offset; lines end in LF, CR LF or CR. */
export function locate(text: string, offset: number): TextPosition {
  let line = 1;
  let lineStart = 0;
  for (const match of text.slice(0, offset).matchAll(/\r\n?|\n/g)) {
    line++;
    lineStart = match.index + match[0].length;
  }
  const lineEnd = /[\r\n]|$/.exec(text.slice(offset))?.index ?? 0;
  const from = Math.max(lineStart, offset - before);
  const shown = text.slice(from, Math.min(offset + lineEnd, offset + after)).replaceAll(/\p{Cc}/gu, ' ');
  return { line, column: offset - lineStart + 1, offset, excerpt: `${shown}\n${' '.repeat(offset - from)}^` };
}

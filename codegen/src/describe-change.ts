import type { OutputChange } from './output.ts';

/** Names a file that is not what is generated, and shows the first lines that differ. */
export function describeChange({ kind, path, before, after }: OutputChange): string {
  switch (kind) {
    case 'missing':
      return `${path} is missing`;
    case 'stale':
      return `${path} is no longer generated`;
    case 'foreign':
      return `${path} was not written by the generator: move it elsewhere`;
    case 'outdated':
      return `${path} is not what the schema says\n${differingLines(before.split('\n'), after.split('\n'))}`;
  }
}

const mostLines = 6;

function differingLines(before: readonly string[], after: readonly string[]): string {
  const start = before.findIndex((line, index) => line !== after[index]);
  const from = start === -1 ? before.length : start;
  const same = commonEnd(before.slice(from), after.slice(from));
  const excerpt = (mark: string, lines: readonly string[]): string[] =>
    lines
      .slice(from, lines.length - same)
      .slice(0, mostLines)
      .map((line) => `  ${mark} ${line}`);
  return [`  at line ${from + 1}`, ...excerpt('-', before), ...excerpt('+', after)].join('\n');
}

function commonEnd(one: readonly string[], other: readonly string[]): number {
  const length = Math.min(one.length, other.length);
  for (let same = 0; same < length; same++) if (one.at(-1 - same) !== other.at(-1 - same)) return same;
  return length;
}

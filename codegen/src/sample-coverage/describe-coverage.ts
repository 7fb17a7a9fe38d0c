import type { KindCoverage } from './coverage.ts';

const columns = ['', 'fields', 'in own samples', 'in others', 'with a reason', 'missing'] as const;

/** A table of how far samples show each kind, and below it what is wrong. */
export function describeCoverage(coverage: readonly KindCoverage[]): string {
  const rows = coverage.map(({ name, fields, sampled, elsewhere, excused, missing }) => [
    name,
    ...[fields, sampled, elsewhere, excused, missing.length].map(String),
  ]);
  const widths = columns.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(({ length }) => length)),
  );
  const table = [columns, ...rows].map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return [...table, ...problemsOf(coverage)].map((line) => `${line.trimEnd()}\n`).join('');
}

/** What a sample lacks, or a schema says in vain: a line for each field. */
export function problemsOf(coverage: readonly KindCoverage[]): readonly string[] {
  return coverage.flatMap(({ name, missing, outdated }) => [
    ...missing.map((path) => `${name}: no sample has ${path}: add it to one, or say why not in x-unsampled`),
    ...outdated.map((path) => `${name}: a sample has ${path}: take x-unsampled away`),
  ]);
}

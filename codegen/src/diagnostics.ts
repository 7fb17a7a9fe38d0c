/** Something in the schema or its samples that keeps the generator from going on. */
export interface Diagnostic {
  /** Stable, for tests and searches: `reference.unresolved`. */
  readonly code: string;
  /** Relative to the schema's directory. */
  readonly file: string;
  /** Where in the file, as a JSON pointer; empty for the file as a whole. */
  readonly pointer: string;
  /** What is wrong there. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
}

/** Thrown by a stage whose input the next stage can't work with. */
export class DiagnosticError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(formatDiagnostics(diagnostics));
    this.name = 'DiagnosticError';
    this.diagnostics = diagnostics;
  }
}

/** One paragraph for each diagnostic, in the order of files and places, and a line that counts them. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const sorted = diagnostics.toSorted(
    (one, other) =>
      compare(one.file, other.file) || compare(one.pointer, other.pointer) || compare(one.code, other.code),
  );
  const paragraphs = sorted.map(
    ({ code, file, pointer, message, help }) => `${file}#${pointer}\n  ${code}: ${message}\n  help: ${help}\n`,
  );
  return [...paragraphs, diagnostics.length === 1 ? '1 problem' : `${diagnostics.length} problems`].join('\n');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The generator as a library, for tests. */
export { describeCoverage, type KindCoverage, problemsOf, sampleCoverage } from './sample-coverage/index.ts';
export { type Diagnostic, DiagnosticError, formatDiagnostics } from './diagnostics.ts';
export { generate, type GenerateOptions, type GenerateResult, readModel } from './generate.ts';
export type { Definition, Field, FieldType, Model } from './model.ts';
export * from './verify/index.ts';

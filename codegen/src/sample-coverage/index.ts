/** How far the samples show the fields of the schema. */
export { coverageOf, type KindCoverage } from './coverage.ts';
export { describeCoverage, problemsOf } from './describe-coverage.ts';
export { sampleCoverage } from './sample-coverage.ts';

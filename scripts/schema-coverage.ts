/** Tells for each event and job how many of its fields the samples show, and fails if a field is shown by none and says no reason. */
import { fileURLToPath } from 'node:url';
import { describeCoverage, problemsOf, sampleCoverage } from '../codegen/src/index.ts';

const coverage = await sampleCoverage(fileURLToPath(new URL('../schema', import.meta.url)));
console.log(describeCoverage(coverage));
process.exitCode = problemsOf(coverage).length > 0 ? 1 : 0;

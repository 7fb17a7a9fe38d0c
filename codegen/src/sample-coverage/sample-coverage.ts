import { readModel } from '../generate.ts';
import { loadSamples, mapByReference } from '../verify/index.ts';
import { coverageOf, type KindCoverage } from './coverage.ts';

/**
 * Compares the fields of a schema with its samples.
 * @throws {DiagnosticError} with what is wrong with the schema
 */
export async function sampleCoverage(schemaDirectory: string): Promise<readonly KindCoverage[]> {
  const model = await readModel(schemaDirectory);
  const samples = await loadSamples(schemaDirectory);
  return coverageOf(model, await Promise.all(samples.map(async ({ bytes }) => mapByReference(model, bytes))));
}

/** Where the unions over events are, with everything else exported again. */
export const indexPath = 'types/index.ts';

/** Where the union over jobs is, which belongs to no schema file of its own. */
export const jobPath = 'types/job.ts';

/** Where the types for what the schema doesn't know are. */
export const opaquePath = 'types/unknown-values.ts';

/** Where the types of texts that hold numbers and times are. */
export const kindedPath = 'types/kinded-texts.ts';

/** Where the types of a schema file go: `jobs/voice-separate.schema.json` gives `types/jobs/voice-separate.ts`. */
export function typesPath(schemaFile: string): string {
  return `types/${schemaFile.replace(/\.schema\.json$/, '.ts')}`;
}

import { readFileSync } from 'node:fs';

import { parseCallback, type Callback } from '../../src/index.ts';

const samples = new URL('../../../../schema/samples/voice-separate/', import.meta.url);

/** The same callback of a workflow, as XML and as JSON. */
export const bodies: Readonly<Record<'XML' | 'JSON', Uint8Array>> = {
  XML: readFileSync(new URL('workflow.xml', samples)),
  JSON: readFileSync(new URL('workflow.json', samples)),
};

/** What both are parsed to. */
export const parsed: Callback = parseCallback(bodies.XML);

/** The independent way from a body to its canonical form, and the comparison with core's. */
export { firstDifference, type Difference } from './compare.ts';
export { type CanonicalObject, type CanonicalValue, interpret, InterpretationError } from './interpreter.ts';
export { mapByCore } from './map-by-core.ts';
export { mapByReference } from './reference-mapper.ts';
export { loadSamples, type Sample } from '../samples.ts';
export { type MapByCore, verifySamples } from './verify-samples.ts';

import { invalidSamples, sample, validSamples } from '../../packages/core/test/samples.ts';
import type { Body } from './observe-parser.ts';

/** Every sample, those that must be refused too. */
export const bodies: readonly Body[] = [...validSamples, ...invalidSamples.map(([path]) => path)].map((path) => {
  const bytes = sample(path);
  return { path, bytes: [...bytes], text: new TextDecoder(encodingOf(bytes)).decode(bytes) };
});

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

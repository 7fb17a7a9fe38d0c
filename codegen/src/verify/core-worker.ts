import { parentPort, workerData } from 'node:worker_threads';

/** What the worker is given. */
export interface CoreRequest {
  /** The URL of core's entry. */
  readonly entry: string;
  readonly bodies: readonly Uint8Array[];
}

/** What core made of one body. */
export type CoreResult = { readonly value: unknown } | { readonly error: string };

interface Core {
  readonly parseCallback: (body: Uint8Array) => unknown;
}

const { entry, bodies } = workerData as CoreRequest;
const { parseCallback } = (await import(entry)) as Core;
parentPort?.postMessage(bodies.map(parse), []);

function parse(body: Uint8Array): CoreResult {
  try {
    return { value: parseCallback(body) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

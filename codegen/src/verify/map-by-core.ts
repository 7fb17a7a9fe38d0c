import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CoreRequest, CoreResult } from './core-worker.ts';

/**
 * Maps bodies with the core that lies around the generated code. In a worker, since a module that has been imported once can't be
 * imported anew after it was generated again.
 * @param entryFile the absolute path of core's `index.ts`
 */
export function mapByCore(entryFile: string, bodies: readonly Uint8Array[]): Promise<readonly CoreResult[]> {
  const request: CoreRequest = { entry: pathToFileURL(entryFile).href, bodies };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('core-worker.ts', import.meta.url), { workerData: request });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      reject(new Error('Core ended without an answer'));
    });
  });
}

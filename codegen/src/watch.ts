import { watch } from 'node:fs';

const quietMilliseconds = 100;

/**
 * Calls a function now, and whenever a directory has changed and then been quiet for a moment, until the signal aborts.
 * Changes that come while it runs lead to one more call afterwards.
 */
export function onChanges(directory: string, run: () => Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    const watcher = watch(directory, { recursive: true, signal }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(run);
      }, quietMilliseconds);
    });
    watcher.once('error', reject);
    watcher.once('close', () => {
      clearTimeout(timer);
      running.then(resolve, reject);
    });
    running = run();
  });
}

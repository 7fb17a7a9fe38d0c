import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Page, type Worker } from 'playwright-core';
import { observers, type ObserverName } from './observers.ts';
import { serve } from './serve.ts';

export type Place = 'page' | 'worker';

/** What was observed, and the browser that it was in. */
export interface InChromium {
  readonly version: string;
  readonly observed: unknown;
}

/** What is evaluated in the page or the worker. Results leave as text, since the browser's own copy of them could differ. */
const script = `(async () => {
  const [core, { observe }, response] = await Promise.all([
    import('/core/index.mjs'), import('/observe.js'), fetch('/given.json'),
  ]);
  return JSON.stringify(await observe(core, await response.json()));
})()`;

/** The path of Chromium, as package managers call it; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return ['chromium', 'chromium-browser']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Observes the core that is built in a folder, in a page of a headless Chromium or in a worker of that page. */
export async function observeInChromium(
  executablePath: string,
  folder: string,
  observer: ObserverName,
  place: Place,
): Promise<InChromium> {
  const site = await serve(filesOf(folder, observer));
  try {
    // Root can't have the sandbox, and nothing but our own files is loaded.
    const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
    try {
      const page = await browser.newPage();
      await page.goto(`${site.origin}/index.html`);
      const evaluated =
        place === 'page' ? page.evaluate<string>(script) : (await startWorker(page)).evaluate<string>(script);
      return { version: browser.version(), observed: JSON.parse(await evaluated) as unknown };
    } finally {
      await browser.close();
    }
  } finally {
    site.close();
  }
}

function filesOf(folder: string, observer: ObserverName): ReadonlyMap<string, string> {
  const { source, given } = observers[observer];
  const built = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  return new Map([
    ['/index.html', '<!doctype html><title>core</title>'],
    ['/observe.js', source],
    ['/given.json', given],
    ...built.map((name) => [`/core/${name}`, readFileSync(join(folder, name), 'utf8')] as const),
  ]);
}

async function startWorker(page: Page): Promise<Worker> {
  const started = page.waitForEvent('worker');
  await page.evaluate(`void new Worker('/observe.js', { type: 'module' })`);
  return started;
}

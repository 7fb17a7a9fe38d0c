import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, type FormatConfig } from 'oxfmt';
import type { GeneratedFile } from './emit/emitter.ts';
import { isObject } from './json.ts';

export type FormatOptions = FormatConfig;

/** How files are formatted where no configuration says otherwise. */
export const defaultFormat: FormatOptions = { printWidth: 120, singleQuote: true };

/** The options that the formatter's command would take for files in a directory: those of the nearest `.oxfmtrc.json` above it. */
export async function findFormatOptions(directory: string): Promise<FormatOptions> {
  for (let at = directory; ; at = dirname(at)) {
    const text = await readFile(join(at, '.oxfmtrc.json'), 'utf8').catch(() => undefined);
    const config: unknown = text === undefined ? undefined : JSON.parse(text);
    if (isObject(config)) return { ...defaultFormat, ...config };
    if (at === dirname(at)) return defaultFormat;
  }
}

/**
 * Formats a file of code. Documents stay as they are: aligned tables would change in every row when one gets longer.
 * @throws {Error} if it can't be parsed: a fault of the emitter that made it.
 */
export async function formatFile({ path, content }: GeneratedFile, options: FormatOptions): Promise<GeneratedFile> {
  if (path.endsWith('.md')) return { path, content };
  const { code, errors } = await format(path, content, options);
  if (errors.length > 0)
    throw new Error(`${path} can't be formatted: ${errors.map(({ message }) => message).join('; ')}`);
  return { path, content: code };
}

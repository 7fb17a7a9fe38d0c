import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root: string = fileURLToPath(new URL('../..', import.meta.url));

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** The repository's files that git knows or would take, as texts. */
export const trackedFiles: readonly TextFile[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\0')
  .filter((path) => path !== '' && existsSync(`${root}/${path}`))
  .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));

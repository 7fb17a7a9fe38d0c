import type { TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What is not tested, and why. A run of the tests ends with it. */
    leftOut?: string;
  }
}

const told = new Set<string>();

/**
 * Leaves a test out, for want of a program. Says so once for each subject and, where the tests are counted, at the end. A run that must
 * leave nothing out fails instead.
 *
 * @param missing the program, which is the name of Debian's package too
 */
export function leaveOut({ task, skip }: TestContext, subject: string, missing: string): never {
  const reason = `${subject}, because ${missing} is not installed`;
  if (process.env['CI'] === 'true') throw new Error(`Not tested: ${reason}. Install it: apt-get install ${missing}`);
  task.meta.leftOut = reason;
  if (!told.has(reason)) console.warn(`NOT TESTED: ${reason}. Install it: apt-get install ${missing}`);
  told.add(reason);
  return skip(reason);
}

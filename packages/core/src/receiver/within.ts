/** What comes of work that took too long. It may go on. */
export const passed: unique symbol = Symbol('the deadline has passed');

/**
 * Waits for some work, but no longer than so many milliseconds.
 * @param onPassed called in the very moment in which they have passed
 */
export function within<Value>(
  milliseconds: number,
  work: Promise<Value>,
  onPassed?: () => void,
): Promise<Value | typeof passed> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      onPassed?.();
      resolve(passed);
    }, milliseconds);
    // Work doesn't reject. If it does all the same, that is an answer of 500, and not the end of the process.
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

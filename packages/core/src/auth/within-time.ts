/**
 * Gives what a function gives, or throws when it takes too long, and aborts the signal that the function got.
 * @param limit in milliseconds
 */
export async function withinTime<Value>(
  run: (signal: AbortSignal) => Value | Promise<Value>,
  limit: number,
): Promise<Value> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const reason = new Error(`There was no answer within ${limit} ms.`);
      reject(reason);
      controller.abort(reason);
    }, limit);
  });
  try {
    return await Promise.race([run(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A value that is there at once where it can be, so that what waits for it need not: even for such a value `await` takes a turn of the
 * queue, which costs more than the step that it waits for.
 */
export type Soon<Value> = Value | Promise<Value>;

/** Goes on with a value: at once if it is there. */
export function whenThere<Value, Result>(value: Soon<Value>, next: (value: Value) => Soon<Result>): Soon<Result> {
  // Promises of other realms and libraries are resolved as `await` would.
  return isPromise(value) ? Promise.resolve(value).then(next) : next(value);
}

/** Many values at once, if all of them are there. */
export function together<Value>(values: readonly Soon<Value>[]): Soon<readonly Value[]> {
  return values.some(isPromise) ? Promise.all(values) : (values as readonly Value[]);
}

export function isPromise<Value>(value: Soon<Value>): value is Promise<Value> {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as { readonly then?: unknown }).then === 'function';
}

/** Does something that may fail at once or later, and goes on with what is made of the failure. */
export function recover<Value>(work: () => Soon<Value>, make: (failure: unknown) => Soon<Value>): Soon<Value> {
  try {
    const value = work();
    return isPromise(value) ? Promise.resolve(value).catch(make) : value;
  } catch (failure) {
    return make(failure);
  }
}

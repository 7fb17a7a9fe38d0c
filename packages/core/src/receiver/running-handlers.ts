/** What the handlers of an item are told by. */
interface Abortable {
  abort(reason: Error): void;
}

/** The handlers that look at their signal and still run, to abort all of them at once; those that look after that are aborted too. */
export class RunningHandlers {
  readonly #contexts = new Set<Abortable>();
  #abortReason: Error | undefined;

  add(context: Abortable): void {
    this.#contexts.add(context);
    if (this.#abortReason !== undefined) context.abort(this.#abortReason);
  }

  delete(context: Abortable): void {
    this.#contexts.delete(context);
  }

  abort(reason: Error): void {
    this.#abortReason = reason;
    for (const context of this.#contexts) context.abort(reason);
  }
}

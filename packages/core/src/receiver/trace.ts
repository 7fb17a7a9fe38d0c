/** What is known of a request as soon as it comes. */
export class Trace {
  /** By performance.now(). */
  readonly receivedAt: number = performance.now();
  #delivery: string | undefined;

  /** The request's own identity, made when somebody wants to know it. */
  get delivery(): string {
    this.#delivery ??= crypto.randomUUID();
    return this.#delivery;
  }

  /** For an event: whose it is, and how many milliseconds after the request. */
  stamp(): { readonly delivery: string; readonly duration: number } {
    return { delivery: this.delivery, duration: performance.now() - this.receivedAt };
  }
}

/** Counts what is being read and handled, up to a limit. */
export class InFlight {
  readonly #most: number;
  #count = 0;
  #goingOn = 0;
  #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place, if there is one. */
  enter(): boolean {
    if (this.#count >= this.#most) return false;
    this.#count++;
    return true;
  }

  leave(): void {
    this.#count--;
    if (this.#count > 0 || this.#waiting.length === 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Keeps a place after the answer, until the function that it gives is called. */
  goOn(): () => void {
    this.#goingOn++;
    return () => {
      this.#goingOn--;
      this.leave();
    };
  }

  /** Says why there is no place. */
  describe(): string {
    const goingOn = this.#goingOn === 0 ? '' : `, ${this.#goingOn} of which have been answered and go on`;
    return `As many callbacks are being handled as may be: ${this.#most}${goingOn}.`;
  }

  /** Ends when nothing is being handled any more. */
  async idle(): Promise<void> {
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}

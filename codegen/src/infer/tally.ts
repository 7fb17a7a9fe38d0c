/** What a value belongs to: a job in a body, or a body of an event that has no jobs. */
export interface Subject {
  /** The job's identity: what is delivered twice, or in two formats, is one job. */
  readonly id: string;
  /** Which body it is in, by its place among those given. */
  readonly body: number;
  readonly format: 'xml' | 'json';
  readonly isJob: boolean;
  /** How the job ended; undefined if it does not say. */
  readonly succeeded: boolean | undefined;
}

/** How often something occurs, and in which jobs. */
export class Count {
  occurrences = 0;
  readonly jobs: Set<string> = new Set();

  add(job: string): void {
    this.occurrences++;
    this.jobs.add(job);
  }

  absorb(other: Count): void {
    this.occurrences += other.occurrences;
    for (const job of other.jobs) this.jobs.add(job);
  }
}

/** How often something occurs, told apart by what presence depends on. */
export class Tally {
  readonly all: Count = new Count();
  readonly ofSuccess: Count = new Count();
  readonly ofFailure: Count = new Count();

  add({ id, succeeded }: Subject): void {
    this.all.add(id);
    if (succeeded === true) this.ofSuccess.add(id);
    if (succeeded === false) this.ofFailure.add(id);
  }

  absorb(other: Tally): void {
    this.all.absorb(other.all);
    this.ofSuccess.absorb(other.ofSuccess);
    this.ofFailure.absorb(other.ofFailure);
  }
}

/** What a server process is told when it starts. */
export interface ServerSettings {
  readonly name: string;
  readonly port: number;
  /** The socket of Redis. */
  readonly redis: string;
  /** The file of the ledger. */
  readonly ledger: string;
  readonly seed: number;
  readonly defect: Defect | undefined;
}

/** What can be broken on purpose, to see that it is found. */
export type Defect = 'commits nothing' | 'answers first';

/**
 * Where a process can be told to die: while a handler runs, when it has done a job, when it has sent the commit, and when Redis has
 * confirmed that, but nobody has been answered.
 */
export type Moment = 'handling' | 'done' | 'committing' | 'committed';

/** How long a claim holds, in milliseconds. The slowest handlers take longer, so it must be renewed. */
export const lease = 600;

/** How long Redis may take for an answer, in milliseconds. */
export const storeTimeout = 200;

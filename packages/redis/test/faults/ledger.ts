import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * What is written down: a handler begins with a job and is done with it, the store has said that a job is committed or that the claim was
 * lost, and the sender has got a 2xx.
 */
const steps = ['begin', 'done', 'committed', 'lost', 'answered'] as const;

type Step = (typeof steps)[number];

export interface Entry {
  readonly step: Step;
  /** The key of a job, or the name of a callback that was answered. */
  readonly subject: string;
  readonly attempt: number;
  /** The process that wrote it. */
  readonly writer: string;
}

/**
 * What happened, in the order in which it did, though processes are killed while they write: each line is one write at the end of one
 * file, so no clock is needed to tell what came first.
 */
export class Ledger {
  readonly #file: number;
  readonly #writer: string;

  constructor(path: string, writer: string) {
    this.#file = openSync(path, 'a');
    this.#writer = writer;
  }

  append(step: Step, subject: string, attempt = 0): void {
    writeSync(this.#file, `${step} ${subject} ${attempt} ${this.#writer}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

export function readLedger(path: string): Entry[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1).map(readEntry);
}

/** @throws {Error} for a line that is none: a ledger that can't be trusted proves nothing */
function readEntry(line: string): Entry {
  const [, name, subject = '', attempt, writer = ''] = /^(\w+) (\S+) (\d+) (\S+)$/.exec(line) ?? [];
  const step = steps.find((known) => known === name);
  if (step === undefined) throw new Error(`The ledger has the line ${JSON.stringify(line)}`);
  return { step, subject, attempt: Number(attempt), writer };
}

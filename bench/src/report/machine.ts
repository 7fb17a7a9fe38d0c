import { availableParallelism, cpus } from 'node:os';

/** Where the numbers come from. */
export function machine(): string {
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}.`;
}

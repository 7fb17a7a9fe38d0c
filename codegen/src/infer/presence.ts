import type { Presence } from '../schema-node.ts';
import type { Observed } from './observed.ts';
import type { Count } from './tally.ts';
import { enough } from './texts.ts';

/** Says when a field is there, given that the object around it is. */
export type PresenceRule = (field: Observed, around: Observed) => Presence;

/** For what other kinds have too: the bodies of one kind show nothing of them. */
export const unknownPresence: PresenceRule = () => 'sometimes';

/**
 * What the bodies of one type of job show. A field that comes on success can't be told from one that always comes unless some job
 * did not succeed, and the weaker of two claims is made. Whether one comes in workflows alone takes more than a few bodies to say.
 */
export function shownPresence(job: Observed): PresenceRule {
  const showsFailure = job.objects.ofFailure.occurrences > 0;
  return ({ present }, { objects }) => {
    if (showsFailure && isWhole(present.all, objects.all)) return 'always';
    return isWhole(present.ofSuccess, objects.ofSuccess) ? 'success' : 'sometimes';
  };
}

function isWhole(present: Count, around: Count): boolean {
  return present.jobs.size >= enough && present.occurrences === around.occurrences;
}

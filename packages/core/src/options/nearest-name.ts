/**
 * The known name that somebody may have meant: one that differs in no more than so many letters, or in case alone.
 * @param edits how many letters may be wrong, missing, too many, or in each other's place; a short name may have fewer
 */
export function nearestName<Name extends string>(
  given: string,
  known: readonly Name[],
  edits: number,
): Name | undefined {
  let nearest: Name | undefined;
  let least = Math.min(edits, Math.floor(given.length / 4)) + 1;
  for (const name of known) {
    // At least so many letters are too many or missing; a name may be of any length.
    if (Math.abs(name.length - given.length) >= least) continue;
    const distance = editDistance(given.toLowerCase(), name.toLowerCase());
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

/** How many letters have to be changed, added, taken away or swapped with the next one: the optimal string alignment distance. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const changed = at(last, column - 1) + (isSame ? 0 : 1);
      const swapped = isSwapped ? at(beforeLast, column - 2) + 1 : Infinity;
      current.push(Math.min(changed, swapped, at(last, column) + 1, at(current, column - 1) + 1));
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}

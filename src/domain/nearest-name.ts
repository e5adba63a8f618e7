/** "Did you mean …?": the known name that a mistyped one was probably meant to be. */

/**
 * The most similar of the names, if it is similar enough to be worth asking; spelling of case and `_ - .` is ignored.
 *
 * @param distanceMax how many letters may differ at most; by default a third of them
 */
export function nearestName(
  name: string,
  names: readonly string[],
  distanceMax = Number.POSITIVE_INFINITY,
): string | undefined {
  if (name.length > 64) return undefined;
  const wanted = bare(name);
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of names) {
    const known = bare(candidate);
    const distance = editDistance(wanted, known);
    const allowed = Math.min(distanceMax, Math.floor(Math.max(wanted.length, known.length) / 3));
    if (distance < least && distance <= allowed) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}

/** What to say beside an unknown name: the nearest known one, else all of them. */
export function didYouMean(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return nearest === undefined ? `one of ${names.join(', ')}` : `did you mean ${nearest}?`;
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_.-]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(beforeLast, j - 2) + 1 : replaced;
      row[j] = Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced, swapped);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

const farthestShare = 0.5;

/**
 * The known name a misspelt one most likely meant: the smallest edit distance, the first of equals,
 * and none where more than half of the name would have to change.
 *
 * @param name what was written, compared without regard to case
 * @param known the names there are
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const written = name.toLowerCase();
  let nearest: string | undefined;
  let smallest = Infinity;
  for (const candidate of known) {
    const distance = editDistance(written, candidate.toLowerCase());
    const farthest = Math.floor(farthestShare * Math.max(written.length, candidate.length));
    if (distance <= farthest && distance < smallest) [nearest, smallest] = [candidate, distance];
  }
  return nearest;
}

/** Insertions, deletions and replacements between two words (Levenshtein 1966), one row of the table at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replace = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replace, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}

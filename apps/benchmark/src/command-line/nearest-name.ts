import leven from 'leven';

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
    const distance = leven(written, candidate.toLowerCase());
    const farthest = Math.floor(farthestShare * Math.max(written.length, candidate.length));
    if (distance <= farthest && distance < smallest) [nearest, smallest] = [candidate, distance];
  }
  return nearest;
}

/** How many letters must be put in, left out, replaced or swapped to turn one word into the other (Damerau 1964). */
function distanceOf(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + Number(a[i - 1] !== b[j - 1]);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced, isSwap ? before[j - 2]! + 1 : Infinity));
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}

/**
 * What to do about a name that is none of the known ones: the nearest of them where it is near enough to be meant (at
 * most a third of its letters differ), else the general remedy.
 */
export function didYouMean(name: string, known: readonly string[], remedy: string): string {
  const plain = (word: string) => word.toLowerCase().replaceAll(/[-_\s]/g, '');
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceOf(plain(name), plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(1, best.candidate.length / 3)
    ? `Did you mean '${best.candidate}'?`
    : remedy;
}

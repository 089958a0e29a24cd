/** A number as a word: no leading zeros, which make an identifier of it. */
const number = /^[+-]?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * Looks up what cells mean: the same characters first, then the same number (`1` and `1.0`, `-9` and `-9.00`) where exactly one
 * word is that number. Words with leading zeros are identifiers, and only themselves.
 *
 * @param meanings What each word means.
 */
export function wordLookup<Meaning>(
  meanings: ReadonlyMap<string, Meaning>,
): (cell: string) => Meaning | undefined {
  const byNumber = new Map<number, Meaning | undefined>();
  for (const [word, meaning] of meanings) {
    if (!number.test(word)) continue;
    const value = Number(word);
    byNumber.set(value, byNumber.has(value) && byNumber.get(value) !== meaning ? undefined : meaning);
  }
  return (cell) => meanings.get(cell) ?? (number.test(cell) ? byNumber.get(Number(cell)) : undefined);
}

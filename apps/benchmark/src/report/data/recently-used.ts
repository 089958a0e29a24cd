/**
 * Remembers the last results of a function that takes long, the least recently used dropped first, so that memory stays
 * flat however many arguments there are.
 *
 * @param most how many results are kept
 */
export function recentlyUsed<Key extends readonly (string | number)[], Result>(
  make: (...key: Key) => Result,
  most: number,
): (...key: Key) => Result {
  const kept = new Map<string, Result>();
  return (...key) => {
    const name = JSON.stringify(key);
    const result = kept.has(name) ? (kept.get(name) as Result) : make(...key);
    kept.delete(name);
    kept.set(name, result);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return result;
  };
}

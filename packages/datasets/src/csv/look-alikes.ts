/** Levels that a reader could not tell apart, or that differ by no more than case, spaces or how a number is written. */
export function lookAlikes(name: string, levels: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const level of levels) {
    const key = plainOf(level);
    groups.set(key, [...(groups.get(key) ?? []), level]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map(
      (group) =>
        `"${name}" has levels that look alike and are kept apart: ${group.map((level) => JSON.stringify(level)).join(', ')}. ` +
        'Give them one label under labels if they are one.',
    );
}

function plainOf(level: string): string {
  const text = level.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return /^[+-]?\d+(\.\d+)?$/.test(text) && !/^[+-]?0\d/.test(text) ? String(Number(text)) : text;
}

/** What stands more than once in a list, each once; none for no list. */
export function repeatedIn<Item>(items: readonly Item[] = []): Item[] {
  const [seen, repeated] = [new Set<Item>(), new Set<Item>()];
  for (const item of items) (seen.has(item) ? repeated : seen).add(item);
  return [...repeated];
}

/** What stands more than once in a list, each once; none for no list. */
export function repeatedIn<Item>(items: readonly Item[] = []): Item[] {
  return [...new Set(items.filter((item, place) => items.indexOf(item) < place))];
}

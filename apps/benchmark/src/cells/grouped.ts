type NonEmpty<Item> = [Item, ...Item[]];

/** Items with equal keys together, in the order in which the keys first occur. */
export function grouped<Item>(
  items: readonly Item[],
  key: (item: Item) => readonly (string | number)[],
): NonEmpty<Item>[] {
  const groups = new Map<string, NonEmpty<Item>>();
  for (const item of items) {
    const name = JSON.stringify(key(item));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

import type { Cell } from '../../cells/cell.ts';

/** For how many people a search was cut short, a line a model; none where every search came to its end. */
export function cutShortLines(cells: readonly Cell[]): string[] {
  const lines = cells.flatMap(({ dataset, backbone, seed, method, budgetBits, n, cutShort }) => {
    const { teacher = 0, student = 0 } = cutShort ?? {};
    const place = `${dataset}, ${backbone}, seed ${seed}`;
    const line = (who: string, count: number) =>
      count === 0
        ? []
        : [`${who}: searches of ${count} of ${n.denied} people were cut short; cheaper actions may exist`];
    return [
      ...line(`${place}, teacher`, teacher),
      ...line(`${place}, ${method} at ${budgetBits} bits`, student),
    ];
  });
  const distinct = [...new Set(lines)];
  return distinct.length === 0 ? [] : [...distinct, ''];
}

import type { TableCells } from './summarize-cells.ts';

/**
 * The exact bit schedules of every method of a table, equal ones told once with their seeds:
 * `cfq-faithful @ 4: dense0 4, dense1 4, dense2 8 (average 4.00), seeds 0, 2`.
 */
export function bitSchedules({ methods }: TableCells): string[] {
  return methods.flatMap(({ method, budgetBits, cells }) => {
    const seedsOf = new Map<string, number[]>();
    for (const { allocation, averageBits, seed } of cells) {
      const layers = allocation.map(({ layer, bits }) => `${layer} ${bits}`).join(', ');
      const schedule = `${layers} (average ${averageBits.toFixed(2)})`;
      seedsOf.set(schedule, [...(seedsOf.get(schedule) ?? []), seed]);
    }
    return [...seedsOf].map(
      ([schedule, seeds]) =>
        `${method} @ ${budgetBits}: ${schedule}, seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}`,
    );
  });
}

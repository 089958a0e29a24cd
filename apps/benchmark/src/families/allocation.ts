import { allocators, sensitivities, type Allocator } from '@cfq/bit-allocation';
import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickGrid, underLiterature } from './grids.ts';

/** The teacher rounded after training: what is told apart is how the bits were spent, and nothing is trained that could hide it. */
const method = 'mixed-ptq';
const own = { sensitivity: 'loss', allocator: 'knapsack' } as const;

/** Random schedules of the teacher by which sensitivities are ranked. */
const schedules = 60;

const choosing = Object.values<Allocator>(allocators).filter(
  ({ needs }) => needs === 'losses' || needs === 'group-losses',
);

/** Every sensitivity with every allocator that has use for one; the method's own pair is left as it is, which other families run too. */
const pairs = Object.keys(sensitivities).flatMap((sensitivity) =>
  choosing.map(({ name: allocator }): Variant => {
    if (sensitivity === own.sensitivity && allocator === own.allocator) return { method };
    return { method, overrides: { sensitivity, allocator } };
  }),
);

/** The same at equal bytes: as many of them as 4 bits everywhere take, 3 where it is quick. */
const inBytes = (rows: readonly Variant[], budgetBits: number): Variant[] =>
  rows.map(({ overrides }) => ({
    ...{ method, budgetBits },
    overrides: { ...own, ...overrides, spend: 'bytes' },
  }));

const uniform: Variant = { method, overrides: { allocator: 'uniform' } };
const quickAllocators: readonly unknown[] = [undefined, 'knapsack', 'worst-group'];
const quickPairs = pairs.filter(({ overrides }) => quickAllocators.includes(overrides?.allocator));

/** Bits, and bytes, spent by every sensitivity and every allocator, nothing else different; the learned policy beside them, with its training. */
export const allocationFamily: Family & { readonly name: 'allocation' } = {
  name: 'allocation',
  title: 'Bit allocation',
  description: `which layers get the bits: every sensitivity with every allocator, and how well each predicts what is lost, ${underLiterature}`,
  source: 'CFQ §4.2, §4.3; Dong et al. 2019 and 2020; Wang et al. 2019',
  quickly: 'two allocators at 3 bits',
  settings: (options) => {
    const { quick } = options;
    return expandGrid(options, quick ? quickGrid : paperGrid, [
      ...(quick ? [3] : [2.5, 3, 4]).flatMap((budgetBits): Variant[] => [
        {
          ...{ ...uniform, budgetBits },
          ...(budgetBits === 3 && { diagnostics: { sensitivityRanks: { schedules } } }),
        },
        ...(quick ? quickPairs : pairs).map((row): Variant => ({ ...row, budgetBits })),
        ...(quick
          ? []
          : [
              { method: 'mixedprec', budgetBits },
              { method: 'cfq', budgetBits },
            ]),
      ]),
      ...(quick ? inBytes([{ method }], 3) : inBytes(pairs, 4)),
    ]);
  },
};

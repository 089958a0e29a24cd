import { expandGrid, type Variant } from './expand-grid.ts';
import { paperGrid, quickestGrid, underLiterature } from './grids.ts';
import type { Family } from './family.ts';

type Shift = NonNullable<Variant['shift']>;

/** One unit doubles or halves odds; noise is in standard deviations of a numeric column. */
const shifts: readonly Shift[] = [
  { kind: 'feature-noise', strength: 0.1 },
  { kind: 'feature-noise', strength: 0.5 },
  { kind: 'group-reweight', strength: 1 },
  { kind: 'group-reweight', strength: 2 },
  { kind: 'target-imbalance', strength: 1 },
  { kind: 'target-imbalance', strength: 2 },
];

/** Recourse under other constraints, on shifted people, by subgroup, and robust to a set of models. */
export const stressFamily: Family & { readonly name: 'stress' } = {
  name: 'stress',
  title: 'Stress tests',
  description: `whether recourse survives other constraints, shifted people, and looks the same in every subgroup, ${underLiterature}`,
  source: 'CFQ §6, stress tests',
  quickly: 'two methods, one shift of each kind',
  settings: (options) => {
    const { quick } = options;
    const shown = quick
      ? shifts.filter(({ kind }, place) => shifts.findLastIndex((one) => one.kind === kind) === place)
      : shifts;
    const circumstances: readonly Omit<Variant, 'method'>[] = [
      { diagnostics: { subgroups: true, robustRecourse: { bits: [3, 4, 8] } } },
      { constraints: 'restrictive' },
      { constraints: 'permissive' },
      ...shown.map((shift) => ({ shift, diagnostics: { subgroups: true } })),
    ];
    return expandGrid(
      options,
      quick ? quickestGrid : paperGrid,
      circumstances.flatMap((circumstance) =>
        (quick ? ['lsq', 'cfq-faithful'] : ['lsq', 'kd', 'cfq', 'cfq-faithful']).map((method): Variant => ({
          ...circumstance,
          method,
        })),
      ),
    );
  },
};

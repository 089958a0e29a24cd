import { fixed } from '../tables/format-quantity.ts';
import { meanAndSpread } from '../tables/mean-and-spread.ts';
import type { SeedDifference } from '../report/data/paired-over-seeds.ts';
import { studentT } from '../report/data/student-t.ts';
import type { Cell } from '../cells/cell.ts';
import type { Claim, Verdict } from './claim.ts';
import { accuracy, inWords, teacherAccuracy, tightValidityDrop, validityDrop } from './differences.ts';
import { datasetsOf, pickCells } from './pick-cells.ts';

/** The paper's baselines that are trained for the task alone. */
export const taskBaselines: readonly string[] = ['lsq', 'pact', 'mixedprec'];

/** Accuracy that may be lost for two models to count as equally accurate. */
const equalWithin = 0.005;
/** A VD that a lender may live with, and that of the protocol's targets. */
const harmless = 0.01;

/** Quantization for the task alone keeps accuracy and breaks recourse (CFQ §6, main table). */
export const equalAccuracy: Claim = (cells) => {
  const rows = datasetsOf(cells).flatMap((dataset) =>
    taskBaselines.flatMap((method) => {
      const found = pickCells(cells, dataset, { method });
      if (found.length === 0) return [];
      const lost = meanOf(found, (cell) => gap(accuracy(cell), teacherAccuracy(cell)));
      const tight = meanOf(found, tightValidityDrop);
      const broken = meanOf(found, validityDrop);
      return [
        [
          dataset,
          method,
          inWords(scaled(lost, 100), 2),
          interval(tight),
          interval(broken),
          String(lost.n),
          verdict(lost, tight),
          verdict(lost, broken),
        ],
      ];
    }),
  );
  if (rows.length === 0) return null;
  return {
    claim: 'At equal accuracy, quantized baselines break recourse.',
    table: {
      title: 'Baselines trained for the task alone, 4 bits',
      columns: [
        'dataset',
        'method',
        'accuracy change, points [95 %]',
        'VD, κ = 0 [95 %]',
        'VD, κ = 0.2 [95 %]',
        'seeds',
        'at κ = 0',
        'at κ = 0.2',
      ],
      rows,
    },
    rule: `Said at both issue margins. Supported where the mean accuracy changes by at most ${100 * equalWithin} points and the interval of VD lies above ${harmless}; contradicted where that interval lies below it or accuracy changes by more.`,
  };
};

function verdict(lost: SeedDifference, broken: SeedDifference): Verdict {
  if (Math.abs(lost.mean) > equalWithin || broken.upper < harmless) return 'contradicted';
  return broken.lower > harmless ? 'supported' : 'undecided';
}

function gap(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one - other;
}

/** Mean over seeds with its 95 % interval by Student's t. */
function meanOf(cells: readonly Cell[], value: (cell: Cell) => number | null): SeedDifference {
  const { mean, sd, defined } = meanAndSpread(cells.map(value));
  const half = defined < 2 ? NaN : (studentT(defined - 1) * sd) / Math.sqrt(defined);
  return { mean, lower: mean - half, upper: mean + half, n: defined };
}

function scaled({ mean, lower, upper, n }: SeedDifference, factor: number): SeedDifference {
  return { mean: factor * mean, lower: factor * lower, upper: factor * upper, n };
}

function interval({ mean, lower, upper }: SeedDifference): string {
  const ends = Number.isNaN(lower) ? '' : ` [${fixed(lower, 3)}, ${fixed(upper, 3)}]`;
  return `${fixed(mean, 3)}${ends}`;
}

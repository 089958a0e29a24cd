import { valueAt } from '../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../cells/cell.ts';
import { fixed, undefinedMark } from '../tables/format-quantity.ts';
import { discordantOf } from '../verdicts/counts-of-cell.ts';
import {
  differenceOverSeeds,
  shareOverSeeds,
  type Counted,
  type EstimateOverSeeds,
} from '../verdicts/over-seeds.ts';
import { ruled, type Claim, type Verdict } from './claim.ts';
import { pickCells, situationsOf } from './pick-cells.ts';

/** The paper's baselines that are trained for the task alone. */
export const taskBaselines: readonly string[] = ['lsq', 'pact', 'mixedprec'];

/** Accuracy that may be lost for two models to count as equally accurate. */
const equalWithin = 0.005;
/** A VD that a lender may live with, and that of the protocol's targets. */
const harmless = 0.01;

/** Quantization for the task alone keeps accuracy and breaks recourse (CFQ §6, main table). */
export const equalAccuracy: Claim = ({ cells, isQuick }) => {
  const rows = situationsOf(cells).flatMap((situation) =>
    taskBaselines.flatMap((method) => {
      const found = pickCells(cells, situation, { method });
      if (found.length === 0) return [];
      const changed = differenceOverSeeds(found.map(discordantOf));
      const tight = brokenAt(found, () => 0);
      const broken = brokenAt(found, ({ leadKappa }) => leadKappa);
      const said = (one: EstimateOverSeeds) =>
        ruled(found.length < 2 ? 'undecided' : verdict(changed, one), found, { isQuick });
      return [
        [
          situation.title,
          method,
          inWords(changed, 100, 2),
          inWords(tight),
          inWords(broken),
          String(found.length),
          said(tight),
          said(broken),
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
    rule: `Said at both issue margins. Supported where the mean accuracy changes by at most ${100 * equalWithin} points and the interval of VD lies above ${harmless}; contradicted where that interval lies below it or accuracy changes by more than that beyond noise; one seed decides nothing. Intervals: 95 %, bootstrap over seeds and people; exact (Clopper–Pearson) where it says so, a share being 0 or all of them.`,
  };
};

function verdict(changed: EstimateOverSeeds, broken: EstimateOverSeeds): Exclude<Verdict, `none${string}`> {
  if (changed.interval === 'none' || broken.interval === 'none') return 'undecided';
  const apart = changed.lower > equalWithin || changed.upper < -equalWithin;
  if (apart || broken.upper < harmless) return 'contradicted';
  return Math.abs(changed.value) <= equalWithin && broken.lower > harmless ? 'supported' : 'undecided';
}

function brokenAt(cells: readonly Cell[], kappaOf: (cell: Cell) => number): EstimateOverSeeds {
  const drop = valueAt('validityDrop');
  return shareOverSeeds(
    cells.map((cell): Counted => {
      const kappa = kappaOf(cell);
      const share = drop(cell, kappa);
      const of = cell.margins.find((margin) => margin.kappa === kappa)?.counts.validityDrop ?? 0;
      return share === null ? { hits: 0, of: 0 } : { hits: Math.round(share * of), of };
    }),
  );
}

function inWords({ value, lower, upper, interval }: EstimateOverSeeds, factor = 1, digits = 3): string {
  if (interval === 'none') return undefinedMark;
  const text = (one: number) => fixed(factor * one, digits);
  return `${text(value)} [${text(lower)}, ${text(upper)}]${interval === 'exact' ? ' exact' : ''}`;
}

import type { Cell } from '../cells/cell.ts';
import type { GivenSettings } from '../cells/cell-settings.ts';
import { variantLabel } from '../cells/cell-settings.ts';
import { marginAggregates, wideAggregates } from '../cells/aggregates/aggregate-names.ts';
import { sampleQuality } from './sample-quality.ts';
import { sampleCell, sampleSettings, type CellChanges } from './sample-cell.ts';

const radius = (value: number): NonNullable<Cell['certificates']>['margins'][number]['radii'][number] => {
  const of = (share: number) => ({
    paper: share / 2,
    margin: share,
    box: share,
    transfer: 1,
    epsilon: { median: 0.1 + value, q90: 0.3 + value },
    slack: { median: 0.1 + value, q90: 0.2 + value },
  });
  return { radius: value, interval: of(0.2), linear: of(0.6) };
};

/** Every diagnostic, with numbers made up and one undefined. */
const sampleMeasures = {
  certificates: {
    margins: [0, 0.2].map((kappa) => ({
      kappa,
      n: 19,
      transfer: 0.9,
      meanMargin: kappa,
      radii: [radius(0), radius(0.05)],
    })),
    nearMiss: [{ fraction: 0.5, n: 10, transfer: 0.8, meanMargin: -0.2, radii: [radius(0)] }],
  },
  subgroups: {
    kappa: 0.2,
    leastDenied: 5,
    attributes: [
      {
        attribute: 'sex',
        levels: ['female', 'male'].map((level, at) => ({
          level,
          validityDrop: 0.1 * at,
          counterfactualRecourseGapMedian: null,
          overGrant: 0,
          nearMissFidelity: 0.9,
          acceptanceDrift: -0.01,
          n: { rows: 30, denied: 10 },
          counts: {
            validityDrop: 9,
            counterfactualRecourseGapMedian: 0,
            overGrant: 10,
            nearMissFidelity: 20,
            acceptanceDrift: 30,
          },
        })),
        gaps: {
          validityDrop: { gap: 0.1, highest: 'male', lowest: 'female' },
          counterfactualRecourseGapMedian: null,
          overGrant: { gap: 0, highest: 'male', lowest: 'female' },
          nearMissFidelity: { gap: 0, highest: 'male', lowest: 'female' },
          acceptanceDrift: { gap: 0, highest: 'male', lowest: 'female' },
        },
      },
    ],
  },
  robustRecourse: {
    bits: [3, 4],
    models: 5,
    stepError: 0.02,
    n: { denied: 20, sampled: 20 },
    margins: [
      {
        kappa: 0,
        feasibleRate: { plain: 0.9, robust: 0.8 },
        surviving: 0.4,
        price: 1.2,
        validityDrop: { plain: 0.4, robust: 0.1, plainWhereRobust: 0.35 },
        n: { plain: 18, robust: 16, both: 16 },
      },
    ],
  },
  actionQuality: sampleQuality({ n: 30, validityDrop: 0.1, ofCheapest: 0.15 }),
  layerErrors: {
    layers: [
      {
        layer: 'dense0',
        parameters: 80,
        bits: 4,
        relativeError: 0.1,
        largestError: 0.05,
        roundingError: 0.08,
        sensitivity: null,
        weightBytes: 40,
      },
    ],
    n: { recoursePoints: 18, sensitivity: 18 },
  },
  optimalityGap: {
    n: { denied: 20, sampled: 10 },
    margins: [
      {
        kappa: 0,
        gap: 0.012,
        interval: [0, 0.03],
        dearer: 0.2,
        n: { compared: 8, missed: 1, infeasible: 1, open: 0 },
      },
    ],
  },
  sensitivityRanks: {
    ...{ kappa: 0.2, candidates: [2, 4] },
    n: { promises: 18, nearMisses: 12, single: 6, schedules: 60 },
    sensitivities: [
      { name: 'loss', single: 0.5, schedules: 0.4 },
      { name: 'fisher', single: null, schedules: 0.7 },
    ],
  },
  actionsSeen: {
    margins: [0, 0.2].map((kappa) => ({
      ...{ kappa, actions: 18, partlyUnseen: 6, unseen: 2 },
      ...{ refused: 5, refusedPartlyUnseen: 3 },
    })),
  },
  roughness: {
    ...{ kappa: 0.2, n: { promises: 18, sampled: 18 } },
    ...{ spread: 1.3, slope: 0.5, bend: 0.25, relativeBend: null, flips: 0.04 },
  },
} satisfies Pick<
  Cell,
  | 'certificates'
  | 'subgroups'
  | 'robustRecourse'
  | 'layerErrors'
  | 'optimalityGap'
  | 'actionQuality'
  | 'sensitivityRanks'
  | 'actionsSeen'
  | 'roughness'
>;

/** A cell for tests of reports, its settings in keeping with the rest of it. */
export function sampleReportCell(given: Partial<GivenSettings>, changes: CellChanges = {}): Cell {
  const settings = sampleSettings(given);
  const { dataset, method, seed, backbone, budgetBits } = settings;
  const variant = variantLabel(settings);
  return sampleCell({
    dataset,
    method,
    seed,
    backbone,
    budgetBits,
    variant,
    settings,
    averageBits: budgetBits,
    packedBytes: 100 * budgetBits + 7 * method.length,
    ...changes,
  });
}

const budgets = [3, 4] as const;
const seeds = [0, 1] as const;
const part: Partial<GivenSettings>[] = [
  { overrides: { terms: { match: 0 } } },
  { overrides: { allocator: 'uniform' } },
  { teacherActions: { steps: 1 } },
  { teacherActions: { steps: 3 } },
  { teacherActions: { noise: 0.05 } },
  { constraints: 'restrictive' },
];

/** Cells that hold what every section shows: budgets, variants, conditions, diagnostics, seeds, undefined numbers. */
export function sampleReportCells(): Cell[] {
  return seeds.flatMap((seed) => [
    sampleReportCell({ method: 'fp32', budgetBits: 32, seed }, { agreement: 1, faithfulnessError: 0 }),
    ...budgets.flatMap((budgetBits) =>
      ['lsq', 'kd', 'cfq-faithful', 'r-margin'].map((method, at) =>
        sampleReportCell(
          { method, budgetBits, seed },
          { ...sampleMeasures, ...varied(at + seed + budgetBits) },
        ),
      ),
    ),
    ...part.map((given, at) =>
      sampleReportCell({ method: 'cfq-faithful', seed, ...given }, varied(at + seed)),
    ),
    sampleReportCell({ method: 'cfq', seed, constraints: 'restrictive' }, allUndefined()),
  ]);
}

/** Numbers that differ from cell to cell. */
function varied(at: number): CellChanges {
  const cell = sampleCell();
  return {
    acceptanceDrift: 0.001 * at,
    faithfulnessError: 0.03 * at,
    nearMissByFraction: [0.5, 0.8].map((fraction) => ({
      fraction,
      nearMissShort: 1 - fraction * 0.02 * at,
      count: 25,
    })),
    margins: cell.margins.map((margin) => ({
      ...margin,
      validityDrop: margin.kappa === 0 ? 0.03 * at : 0.01 * at,
    })),
  };
}

/** Every number that may be undefined is. */
function allUndefined(): CellChanges {
  const nothing = <Name extends string, Value>(names: readonly Name[], value: Value) =>
    Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
  return {
    ...nothing(wideAggregates, null),
    safeMarginAbove: null,
    nearMissByFraction: [0.5, 0.8].map((fraction) => ({ fraction, nearMissShort: null, count: 0 })),
    margins: sampleCell().margins.map((margin) => ({
      ...margin,
      ...nothing(marginAggregates, null),
      counts: nothing(marginAggregates, 0),
    })),
  };
}

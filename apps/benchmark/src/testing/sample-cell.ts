import {
  marginAggregates,
  wideAggregates,
  type CellMarginAggregate,
} from '../cells/aggregates/aggregate-names.ts';
import type { Cell, CellMargin } from '../cells/cell.ts';
import { completeSettings, type CellSettings, type GivenSettings } from '../cells/cell-settings.ts';
import { cellFileStem, cellHash, protocol, type CellSpecification } from '../cells/cell-specification.ts';
import { sharedKeyOf } from '../cells/shared-key.ts';
import type { StoredPlan } from '../store/stored-plan.ts';

/** Settings for tests of storage and planning. */
export function sampleSettings(changes: Partial<GivenSettings> = {}): CellSettings {
  return completeSettings({
    dataset: 'synthetic',
    method: 'lsq',
    seed: 0,
    backbone: 'mlp:8',
    budgetBits: 4,
    margins: [0, 0.2],
    ...changes,
  });
}

/** A specification for tests of storage and planning. */
export function sampleSpecification(changes: Partial<CellSpecification> = {}): CellSpecification {
  return {
    protocol,
    settings: sampleSettings(),
    recipe: { quantizer: 'lsq' },
    source: '5f1e',
    codeVersion: 'c0de',
    ...changes,
  };
}

/** A planned cell, as a plan file holds it. */
export function samplePlanned(settings: CellSettings): StoredPlan['cells'][number] {
  const specification = sampleSpecification({ settings });
  return {
    stem: cellFileStem(specification),
    hash: cellHash(specification),
    settings,
    shared: sharedKeyOf(settings, () => 'standard'),
  };
}

/** A whole cell but for what is changed; an aggregate of an issue margin is changed at all of them. */
export type CellChanges = Partial<Cell> & { readonly [Name in CellMarginAggregate]?: number | null };

/** How many people stand behind a made-up number. */
const counts = { test: 60, denied: 20, nearMiss: 50, promised: 19, both: 18 } as const;

function same<Name extends string, Value>(names: readonly Name[], value: Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
}

function sampleMargin(kappa: number, validityDrop: number): CellMargin {
  return {
    kappa,
    ...same(marginAggregates, 0.9),
    validityDrop,
    faithfulnessError: 0.2,
    counterfactualRecourseGap: 0.02,
    counterfactualRecourseGapMedian: 0.01,
    counterfactualRecourseGapQ05: -0.02,
    counterfactualRecourseGapQ25: 0,
    counterfactualRecourseGapQ75: 0.03,
    counterfactualRecourseGapQ95: 0.2,
    counts: { ...same(marginAggregates, counts.both), validityDrop: counts.promised },
    intervals: same(marginAggregates, null),
  };
}

const sampleTimes = {
  teacher: 0.1,
  reference: 0,
  trainingRecourse: 0,
  recourse: 0.1,
  student: 0.1,
  evaluate: 0.1,
  diagnostics: 0,
  total: 0.4,
} satisfies Cell['seconds'];

/** A complete cell for tests of storage and tables; its numbers are made up. */
export function sampleCell(changes: CellChanges = {}): Cell {
  const margins = changes.margins ?? [sampleMargin(0, 0.4), sampleMargin(0.2, 0.1)];
  const names: readonly string[] = marginAggregates;
  const isMargin = ([name]: readonly [string, unknown]) => names.includes(name);
  const given = Object.entries(changes);
  const atMargins = Object.fromEntries(given.filter(isMargin)) as Partial<CellMargin>;
  const rest = Object.fromEntries(given.filter((one) => !isMargin(one))) as Partial<Cell>;
  return {
    dataset: 'synthetic',
    method: 'lsq',
    seed: 0,
    backbone: 'mlp:8',
    budgetBits: 4,
    variant: '',
    settings: sampleSettings(),
    codeVersion: 'c0de',
    averageBits: 4,
    allocation: [
      { layer: 'dense0', bits: 4 },
      { layer: 'dense1', bits: 4 },
    ],
    packedBytes: 120,
    ...same(wideAggregates, 0.9),
    accuracyTeacher: 0.8,
    accuracyStudent: 0.79,
    agreement: 0.98,
    acceptanceDrift: 0.01,
    overGrant: 0.02,
    safeMargin: null,
    safeMarginPrice: null,
    nearMissByFraction: [{ fraction: 0.5, nearMissShort: 0.9, count: counts.nearMiss }],
    safeMarginAbove: 0.2,
    n: { test: counts.test, denied: counts.denied },
    counts: { ...same(wideAggregates, counts.test), nearMissFidelity: counts.nearMiss },
    intervals: { ...same(wideAggregates, null), agreement: { lower: 0.95, upper: 1 } },
    leadKappa: 0.2,
    people: [
      {
        row: 7,
        teacherMargin: -0.4,
        studentGrants: false,
        action: {
          changes: [
            { feature: 'income', from: 20, to: 25, unit: 'k' },
            { feature: 'home', from: 'rent', to: 'own' },
          ],
          cost: 1.2,
          teacherMargin: 0.21,
          studentMargin: -0.05,
          kept: false,
        },
      },
      { row: 9, teacherMargin: -2, studentGrants: true, action: null },
    ],
    teacher: {
      validationLoss: 0.4,
      baseRateLoss: 0.6,
      auc: 0.8,
      validationAccuracy: 0.8,
      threshold: 0.5,
      decay: 1,
      learningRate: 2e-3,
      epochs: 100,
      converged: true,
    },
    reference: {
      accuracy: 0.79,
      balancedAccuracy: 0.7,
      auc: 0.8,
      validationLoss: 0.41,
      decay: 1,
      denied: 21,
    },
    trainedOut: {
      reference: { onlyTeacher: 4, onlyOther: 3, pValue: 1, beatsTeacher: false },
      student: { onlyTeacher: 2, onlyOther: 1, pValue: 1, beatsTeacher: false },
    },
    seconds: sampleTimes,
    cpuSeconds: sampleTimes,
    executor: 'onnx',
    certificates: null,
    subgroups: null,
    robustRecourse: null,
    layerErrors: null,
    ...rest,
    margins: margins.map((margin) => ({ ...margin, ...atMargins })),
  };
}

import type { Cell } from '../cells/cell.ts';
import { completeSettings, type CellSettings, type GivenSettings } from '../cells/cell-settings.ts';
import { cellFileStem, cellHash, type CellSpecification } from '../cells/cell-specification.ts';
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
    protocol: 1,
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

/** A complete cell for tests of storage and tables; its numbers are made up. */
export function sampleCell(changes: Partial<Cell> = {}): Cell {
  const margin = (kappa: number, vd: number | null): Cell['margins'][number] => ({
    kappa,
    vd,
    crgMean: 0.02,
    crgMedian: 0.01,
    crgQuantiles: { q05: -0.02, q25: 0, q50: 0.01, q75: 0.03, q95: 0.2 },
    dirSim: 0.97,
    actOverlap: 0.9,
    feasible: { teacher: 0.95, student: 0.94 },
    meanCost: { teacher: 1.5, student: 1.6 },
    n: { vd: 19, crg: 18, dirSim: 18, actOverlap: 18 },
    intervals: { vd: null, crgMean: null, crgMedian: null, dirSim: null, actOverlap: null },
  });
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
    accuracy: { teacher: 0.8, student: 0.79 },
    balancedAccuracy: { teacher: 0.78, student: 0.77 },
    agreement: 0.98,
    acceptanceDrift: 0.01,
    overGrant: 0.02,
    nearMissFidelity: 0.9,
    nearMissByFraction: [{ fraction: 0.5, fidelity: 0.9, n: 50 }],
    leadKappa: 0.2,
    faithfulnessError: 0.2,
    n: { test: 60, denied: 20, nearMiss: 50 },
    intervals: {
      accuracy: null,
      agreement: { lower: 0.95, upper: 1 },
      acceptanceDrift: null,
      overGrant: null,
      nearMissFidelity: null,
      faithfulnessError: null,
    },
    margins: [margin(0, 0.4), margin(0.2, 0.1)],
    safeMargin: null,
    safeMarginAbove: 0.2,
    safeMarginPrice: null,
    seconds: {
      teacher: 0.1,
      trainingRecourse: 0,
      recourse: 0.1,
      student: 0.1,
      evaluate: 0.1,
      diagnostics: 0,
      total: 0.4,
    },
    executor: 'onnx',
    certificates: null,
    subgroups: null,
    robustRecourse: null,
    layerErrors: null,
    ...changes,
  };
}

import type { ActionQuality } from '../cells/diagnostics/action-quality-schema.ts';

const lengths = { l0: 2, l1: 1.5, l2: 1.1, linf: 0.8 };

/** The quality of actions with numbers made up, and what is kept at equal cost as given. */
export function sampleQuality(
  equalCost: Pick<ActionQuality['equalCost'][number], 'n' | 'validityDrop' | 'ofCheapest'>,
): ActionQuality {
  return {
    kappa: 0.2,
    n: { denied: 40, sampled: 40, valid: 38, reference: 100, approved: 60 },
    ...{ standardised: lengths, ranged: lengths, violationRate: 0, meanViolations: 0, redundancy: null },
    ...{ yNearestNeighbours: 0.7, neighbourDistance: 1.2, localOutlierFactor: 1.1, outlierShare: 0.05 },
    equalCost: [{ kappa: 0, unmatched: 0, ...equalCost }],
  };
}

import { describe, expect, it } from 'vitest';
import { sampleSettings } from '../testing/sample-cell.ts';
import type { GivenSettings } from './cell-settings.ts';
import { sharedKeyOf, type SharedKey } from './shared-key.ts';

const keyOf = (changes: Partial<GivenSettings>): SharedKey =>
  sharedKeyOf(sampleSettings(changes), ({ method }) => (method === 'r-margin' ? 'margin' : 'standard'));
const base = keyOf({});
const differing = (changes: Partial<GivenSettings>): string[] => {
  const other = keyOf(changes);
  return Object.keys(base).filter((name) => {
    const part = name as keyof SharedKey;
    return base[part] !== other[part];
  });
};

const all = ['teacher', 'trainingRecourse', 'recourse'];
const allAndReference = ['teacher', 'reference', 'trainingRecourse', 'recourse'];
const bothRecourses = ['trainingRecourse', 'recourse'];
const changes: readonly (readonly [Partial<GivenSettings>, readonly string[]])[] = [
  [{ method: 'cfq', budgetBits: 2, overrides: { learningRate: 0.1 } }, []],
  [{ diagnostics: { subgroups: true } }, []],
  [{ dataset: 'german' }, allAndReference],
  [{ seed: 1 }, allAndReference],
  [{ backbone: 'logistic' }, all],
  [{ teacherOptions: { decay: 0 } }, all],
  [{ teacherOptions: { epochs: 7 } }, all],
  [{ decision: 'f1' }, allAndReference],
  [{ classWeights: 'balanced' }, allAndReference],
  [{ method: 'r-margin' }, all],
  [{ actions: 'literature' }, bothRecourses],
  [{ actions: { name: 'own', description: '', features: {} } }, bothRecourses],
  [{ cost: 'l2' }, bothRecourses],
  [{ constraints: 'permissive' }, bothRecourses],
  [{ teacherActions: { steps: 1 } }, ['trainingRecourse']],
  [{ teacherActions: { solver: 'slp' } }, ['trainingRecourse']],
  [{ teacherActions: { solver: 'slp', solverOptions: { preset: 'fast' } } }, ['trainingRecourse']],
  [{ rows: 'validation' }, ['recourse']],
  [{ shift: { kind: 'feature-noise', strength: 0.1 } }, ['recourse']],
  [{ margins: [0, 0.1] }, ['recourse']],
  [{ solver: 'pgd' }, ['recourse']],
  [{ solverOptions: { preset: 'fast' } }, ['recourse']],
  [{ sample: 100 }, ['recourse']],
];

describe('sharedKeyOf', () => {
  it.each(changes)('with %o other keys are %o', (change, expected) => {
    expect(differing(change)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import type { GivenSettings } from '../../cells/cell-settings.ts';
import { ownParts } from '../../plugins/parts.ts';
import { sampleSettings } from '../../testing/sample-cell.ts';
import { studentKeyOf } from './student-key.ts';

const keyOf = (changes: Partial<GivenSettings>) => studentKeyOf(sampleSettings(changes), ownParts);

describe('studentKeyOf', () => {
  it.each<Partial<GivenSettings>>([
    { solver: 'pgd' },
    { solverOptions: { preset: 'fast' } },
    { sample: 100 },
    { rows: 'validation' },
    { shift: { kind: 'feature-noise', strength: 0.1 } },
    { margins: [0, 0.1] },
    { diagnostics: { subgroups: true } },
  ])('is the same with %o, which is asked of the trained student', (changes) => {
    expect(keyOf(changes)).toBe(keyOf({}));
  });

  it.each<Partial<GivenSettings>>([
    { dataset: 'german' },
    { seed: 1 },
    { backbone: 'logistic' },
    { method: 'kd' },
    { budgetBits: 3 },
    { overrides: { learningRate: 0.1 } },
    { actions: 'literature' },
    { cost: 'l2' },
    { constraints: 'permissive' },
    { teacherActions: { steps: 1 } },
    { teacherActions: { solver: 'slp' } },
    { teacherOptions: { decay: 0 } },
    { decision: 'f1' },
    { classWeights: 'balanced' },
  ])('is another with %o', (changes) => {
    expect(keyOf(changes)).not.toBe(keyOf({}));
  });
});

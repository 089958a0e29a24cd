import { ndarray, randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';

import { actionSet } from '../../actions/action-set.ts';
import { functionMarginModel } from '../../model/function-margin-model.ts';
import { withFiniteDifferences } from '../../model/with-finite-differences.ts';
import { causalFeasibility, causalFeasibilityWith } from './causal-feasibility.ts';
import { learnRelations } from './learned-relations.ts';
import { relationPenalty } from './relation-penalty.ts';

const set = actionSet({
  features: [
    { name: 'education', kind: 'numeric', lower: -4, upper: 4 },
    { name: 'age', kind: 'numeric', lower: -4, upper: 4 },
    { name: 'hobby', kind: 'numeric', lower: -4, upper: 4 },
  ],
});

/** Education takes time: age is two thirds of it, and some more; hobbies are a matter of their own. */
const drawn = randomStream(4, 'people').normal([300, 3]).data;
const reference = ndarray(
  Float32Array.from(
    Array.from({ length: 300 }, (_, i) => {
      const [u, v, w] = drawn.slice(3 * i, 3 * i + 3);
      return [u!, (2 / 3) * u! + 0.2 * v!, w!];
    }).flat(),
  ),
  [300, 3],
);
const model = withFiniteDifferences(
  functionMarginModel(({ data }) => Array.from({ length: data.length / 3 }, (_, i) => data[3 * i]! - 0.5)),
  set,
);
const x = ndarray([-1, -0.6, 0, 0, 0.1, 1], [2, 3]);
const given = { model, x, actionSet: set, reference, cost: { norm: 'l1' as const }, margins: [0], seed: 0 };
const options = { latent: 2, hidden: 16, updates: 250, share: 0.5 };

describe('causal-feasibility', () => {
  it('lets effects move with their causes', async () => {
    const { delta, valid } = (await causalFeasibility.solve({ ...given, options })).byMargin[0]!;
    const [relation] = learnRelations(set, reference.data, 0.5);
    for (let row = 0; row < 2; row += 1) {
      expect(valid[row]).toBe(1);
      const [education, age] = delta.data.slice(3 * row, 3 * row + 2);
      expect(education).toBeGreaterThan(0.4);
      expect(age).toBeGreaterThanOrEqual(0.5 * 0.6 * education!);
    }
    expect([relation!.causeName, relation!.effectName].sort()).toEqual(['age', 'education']);
  });

  it('takes no for an answer from an oracle', async () => {
    const asked = causalFeasibilityWith((from, to) => to[1]! - from[1]! > 0.9);
    const { delta, valid } = (await asked.solve({ ...given, options })).byMargin[0]!;
    valid.forEach((ok, row) => {
      if (ok === 1) expect(delta.data[3 * row + 1]).toBeGreaterThan(0.9 - 1e-5);
    });
    const never = causalFeasibilityWith(() => false);
    expect(Array.from((await never.solve({ ...given, options })).byMargin[0]!.valid)).toEqual([0, 0]);
  });
});

describe('learnRelations', () => {
  it('finds what moves together, with its slope, and leaves out the rest', () => {
    const found = learnRelations(set, reference.data, 0.5);
    expect(found.map(({ causeName, effectName }) => `${causeName} → ${effectName}`).sort()).toEqual([
      'age → education',
      'education → age',
    ]);
    expect(found.find(({ cause }) => cause === 0)!.slope).toBeCloseTo(2 / 3, 1);
  });

  it('is the rank correlation of Spearman, ties sharing their places', () => {
    // Ranks 0.5, 0.5, 2, 3 and 0, 1, 2, 3: 1 − 6·Σd²/(n(n²−1)) is off with ties, Pearson of the ranks is not.
    const rows = [1, 1, 0, 1, 2, 0, 5, 3, 0, 9, 4, 0].map(Number);
    const [first] = learnRelations(set, rows, 0.5);
    expect(first!.correlation).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 10);
  });
});

describe('relationPenalty', () => {
  it('has the slope of finite differences', () => {
    const relations = learnRelations(set, reference.data, 0.5);
    const penalty = relationPenalty(relations, { x: x.data, width: 3, share: 0.5, weight: 1 });
    const at = Float32Array.of(0.5, -0.8, 0);
    const slopes = new Float32Array(3);
    expect(penalty(0, at, slopes, 0)).toBeGreaterThan(0);
    for (let c = 0; c < 3; c += 1) {
      const value = (by: number) =>
        penalty(
          0,
          at.map((one, i) => (i === c ? one + by : one)),
          new Float32Array(3),
          0,
        );
      expect(slopes[c]).toBeCloseTo((value(0.01) - value(-0.01)) / 0.02, 3);
    }
  });

  it('is nothing for who stays, and for effects that follow', () => {
    const relation = { cause: 0, causeName: 'a', effect: 1, effectName: 'b', slope: -2, correlation: -1 };
    const penalty = relationPenalty([relation], { x: [0, 0, 0], width: 3, share: 1, weight: 1 });
    expect(penalty(0, Float32Array.of(0, 1, 0), new Float32Array(3), 0)).toBe(0);
    expect(penalty(0, Float32Array.of(1, -2, 0), new Float32Array(3), 0)).toBe(0);
    expect(penalty(0, Float32Array.of(1, -1.5, 0), new Float32Array(3), 0)).toBeCloseTo(0.5);
  });
});

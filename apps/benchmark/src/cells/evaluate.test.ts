import { evaluate, type TracedFunction } from '@cfq/evaluation';
import { ndarray, type NDArray } from '@cfq/jit';
import { actionSet, slp, type RecourseSolver, type TracedModel } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { parseRecord, serializeRecord } from '@cfq/metrics';
import { describe, expect, it } from 'vitest';
import { cellSchema, type Cell } from './cell.ts';
import { cellFromRecord } from './cell-from-record.ts';
import { leadKappaOf } from './lead-kappa.ts';
import { sampleCell } from '../testing/sample-cell.ts';

const kappas = [0, 0.25, 0.5];
const beyond = 1 / 64;

/** One column, m(x) = x − threshold, which recourse by hand changes by at most `reach`. */
const threshold = (at: number, reach = Infinity): TracedFunction => ({
  logits: (parameters, x) => {
    const [place] = parameters as [tf.Scalar];
    return tf.concat([tf.zerosLike(x), tf.sub<tf.Tensor2D>(x, place)], 1);
  },
  parameters: [ndarray([at], []), ndarray([reach], [])],
});

/** Recourse to margin κ is exactly threshold + κ − x, plus a hair. */
const byHand: RecourseSolver = {
  ...slp,
  name: 'by-hand',
  solve: ({ x, model, margins }) => {
    const [at = NaN, reach = NaN] = ((model as TracedModel).parameters as NDArray[]).map(
      ({ data }) => data[0],
    );
    const from = Float32Array.from(x.data);
    const byMargin = margins.map((kappa) => {
      const needed = from.map((value) => Math.max(0, at + kappa + beyond - value));
      const valid = Uint8Array.from(needed, (change) => Number(change <= reach));
      const where = (change: number, row: number, without: number) => (valid[row] === 1 ? change : without);
      return {
        kappa,
        delta: ndarray(
          needed.map((change, row) => where(change, row, 0)),
          x.shape,
        ),
        cost: needed.map((change, row) => where(change, row, NaN)),
        valid,
        margin: needed.map((_, row) => where(kappa + beyond, row, NaN)),
        timedOut: new Uint8Array(from.length),
        cutShort: new Uint8Array(from.length),
        alternatives: [],
      };
    });
    return Promise.resolve({ margins, byMargin, timedOut: false, asPublished: false });
  },
};

const everyone = [-2, -1, -0.5, -0.25, 0, 0.25, 0.5, 1];
const x = ndarray(everyone, [everyone.length, 1]);
const feature = { name: 'score', kind: 'numeric', start: 0, width: 1, lower: -20, upper: 20 } as const;
const free = actionSet({
  width: 1,
  sparsity: 1,
  features: [{ ...feature, immutable: false, direction: 'any' }],
});

async function evaluatePair(teacher: TracedFunction, student: TracedFunction) {
  const record = await evaluate({
    about: { seed: 0 },
    teacher,
    student,
    x,
    labels: everyone.map((value) => Number(value > 0)),
    groups: { side: { levels: ['a', 'b'], codes: Int32Array.from([0, 1, -1, 0, 1, 0, 1, 0]) } },
    actionSet: free,
    margins: kappas,
    solver: byHand,
  });
  const facts = sampleCell();
  const cell: Cell = { ...facts, ...cellFromRecord(record, facts) };
  return { record, cell };
}

describe('evaluation of a student against its teacher', () => {
  it('takes everybody the teacher denies, ties included, as the population', async () => {
    const { record, cell } = await evaluatePair(threshold(0), threshold(0));
    expect([...record.population]).toEqual([0, 1, 2, 3, 4]);
    const short = (value: number, share: number) => value + share * (beyond - value) <= 0;
    const points = everyone
      .slice(0, 5)
      .flatMap((value) => [0.5, 0.8, 0.95].filter((share) => short(value, share)));
    expect(cell.n).toEqual({ test: 8, denied: 5 });
    expect(cell.counts.nearMissFidelity).toBe(points.length);
  });

  it('finds nothing wrong with a copy of the teacher', async () => {
    const { cell } = await evaluatePair(threshold(0), threshold(0));
    expect(cell).toMatchObject({
      agreement: 1,
      acceptanceDrift: 0,
      overGrant: 0,
      nearMissFidelity: 1,
      safeMargin: 0,
      safeMarginAbove: null,
      safeMarginPrice: 1,
    });
    for (const margin of cell.margins) {
      expect(margin).toMatchObject({
        validityDrop: 0,
        faithfulnessError: 0,
        counterfactualRecourseGap: 0,
        counterfactualRecourseGapMedian: 0,
        counterfactualRecourseGapQ95: 0,
        feasibleRateTeacher: 1,
        feasibleRateStudent: 1,
      });
      expect(margin.directionSimilarity).toBeCloseTo(1, 4);
      expect(margin.actionOverlap).toBeCloseTo(1, 4);
    }
  });

  it('measures a stricter student: promises below its threshold break, and recourse becomes dearer', async () => {
    const shift = 0.3;
    const { cell } = await evaluatePair(threshold(0), threshold(shift));
    expect(cell.margins.map(({ validityDrop }) => validityDrop)).toEqual([1, 1, 0]);
    expect(cell.acceptanceDrift).toBeCloseTo(-1 / 8, 12);
    expect(cell.overGrant).toBe(0);
    expect(cell.nearMissFidelity).toBe(1);
    const gaps = everyone
      .filter((value) => value <= 0)
      .map((value) => shift / (beyond - value))
      .sort((a, b) => a - b);
    expect(cell.margins[0]?.counterfactualRecourseGapMedian).toBeCloseTo(gaps[2] ?? NaN, 4);
    expect(cell.safeMargin).toBeCloseTo(0.25 + 0.25 * 0.99, 6);
  });

  it('measures a student that approves everybody: no promise breaks and nothing is faithful', async () => {
    const { cell } = await evaluatePair(threshold(0), threshold(-10));
    expect(cell).toMatchObject({ overGrant: 1, nearMissFidelity: 0 });
    expect(cell.margins[0]).toMatchObject({ validityDrop: 0, faithfulnessError: 1, directionSimilarity: 0 });
    expect(cell.margins[0]?.counterfactualRecourseGap).toBeCloseTo(-1, 5);
  });

  it('counts only what is valid, and leaves the rest undefined', async () => {
    const { cell, record } = await evaluatePair(threshold(0, 0.6), threshold(0, 0));
    expect(cell.margins.map(({ counts }) => counts.validityDrop)).toEqual([3, 2, 1]);
    expect(cell.margins[0]).toMatchObject({ feasibleRateTeacher: 0.6, feasibleRateStudent: 0 });
    expect(cell.margins[0]).toMatchObject({
      counterfactualRecourseGap: null,
      directionSimilarity: null,
      meanCostStudent: null,
    });
    expect(cell.margins[0]?.intervals.counterfactualRecourseGap).toBeNull();
    expect([...(record.margins[0]?.student.cost ?? [])]).toEqual(Array(5).fill(NaN));
  });

  it('is undefined, not 0, where nobody is denied', async () => {
    const { cell } = await evaluatePair(threshold(-10), threshold(-10));
    expect(cell.n.denied).toBe(0);
    expect(cell).toMatchObject({
      overGrant: null,
      nearMissFidelity: null,
      safeMargin: null,
    });
    expect(cellSchema.parse(cell)).toEqual(cell);
  });

  it('says where no measured margin is safe', async () => {
    const { cell } = await evaluatePair(threshold(0), threshold(2));
    expect(cell).toMatchObject({ safeMargin: null, safeMarginAbove: 0.5, safeMarginPrice: null });
  });

  it('gives records that survive saving, and cells that fit the schema', async () => {
    const { record, cell } = await evaluatePair(threshold(0), threshold(0.3));
    const saved = parseRecord(serializeRecord(record));
    expect({ ...sampleCell(), ...cellFromRecord(saved, sampleCell()) }).toEqual(cell);
    expect(cellSchema.parse(cell)).toEqual(cell);
    expect(record.test.subgroups['side']?.levels).toEqual(['a', 'b', '(missing)']);
  });
});

describe('leadKappaOf', () => {
  it('is 0.2, or the nearest to it', () => {
    expect(leadKappaOf([0, 0.2, 0.4, 0.8])).toBe(0.2);
    expect(leadKappaOf([0, 0.3])).toBe(0.3);
    expect(leadKappaOf([0])).toBe(0);
  });
});

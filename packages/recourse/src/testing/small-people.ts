import { ndarray, randomStream, type NDArray } from '@cfq/jit';

import type { ActionLimits } from '../actions/action-limits.ts';
import type { FeatureDefinition } from '../actions/feature-definition.ts';
import { actionSet, type ActionSet } from '../actions/action-set.ts';
import { effortWeights, type PersonEffort } from '../cost/effort-weights.ts';

const schools = [-1, 0, 0.5, 2];

/** Two numeric features, one that may only grow, an ordinal, two groups and an immutable column: 12 columns. */
export function smallActionSet(sparsity = 3): ActionSet {
  return actionSet({
    sparsity,
    features: [
      { name: 'income', kind: 'numeric', lower: -2, upper: 2 },
      { name: 'savings', kind: 'numeric', lower: -1, upper: 3, direction: 'increase' },
      { name: 'age', kind: 'numeric', lower: -3, upper: 3, immutable: true },
      { name: 'school', kind: 'ordinal', lower: -1, upper: 2, values: schools },
      { name: 'job', kind: 'categorical', width: 5 },
      { name: 'housing', kind: 'categorical', width: 3 },
    ],
  });
}

/** {@link smallActionSet} with a few levels in place of each number: all its actions can be tried out. */
export function smallLevels(sparsity = 2): ActionSet {
  const { features } = smallActionSet();
  return actionSet({
    sparsity,
    features: features.map((feature) =>
      feature.kind === 'numeric'
        ? { ...feature, kind: 'ordinal', values: [-2, -1.2, -0.5, 0.1, 0.6, 1.3, 2, 3] }
        : feature,
    ),
  });
}

/**
 * {@link smallActionSet} with everything that numbers, levels and categories may be bound by: grids, a cap, moves, targets,
 * people without an income, a weight. All its actions can be tried out.
 */
export function smallConstraints(sparsity = 3): ActionSet {
  const change: Readonly<Record<string, Partial<FeatureDefinition>>> = {
    income: { grid: { step: 1, offset: 3, scale: 2 }, absentColumns: [11] },
    savings: { grid: { step: 0.5, offset: 1, scale: 2 }, maxChange: { amount: 3, percent: 200 } },
    school: { moves: [[1], [2, 3], [3], []] },
    job: {
      moves: [
        [1, 2],
        [2, 3],
        [3, 4],
        [0, 4],
        [0, 1],
      ],
    },
    housing: { targets: [0, 1] },
  };
  return actionSet({
    sparsity,
    features: smallActionSet().features.map((feature) => ({ ...feature, ...change[feature.name] })),
    weights: { savings: 0.5 },
  });
}

/** {@link smallConstraints} with relations: savings rise only with income, and school is at most income where it was. */
export function smallRelations(): ActionSet {
  return actionSet({
    ...smallConstraints(),
    relations: [
      { kind: 'rises-only-with', feature: 'savings', with: 'income' },
      { kind: 'at-most', lower: 'school', upper: 'income' },
    ],
  });
}

/**
 * {@link smallConstraints} with couplings: raw income and half of school are together at most 4 where they were, and
 * of savings, job and housing one changes at most.
 */
export function smallCouplings(): ActionSet {
  return actionSet({
    ...smallConstraints(),
    relations: [
      { kind: 'linear', terms: { income: 1, school: 0.5 }, atMost: 4 },
      { kind: 'subset-limit', features: ['savings', 'job', 'housing'], atMost: 1 },
    ],
  });
}

/**
 * {@link smallConstraints} with a consequence: age, which nobody changes, rises with school, and stops some people from going
 * there.
 */
export function smallConsequences(): ActionSet {
  const { features, ...rest } = smallConstraints();
  return actionSet({
    ...rest,
    features: features.map((feature) =>
      feature.name === 'age'
        ? { ...feature, upper: 1.5, grid: { step: 0.25, offset: 0, scale: 1 } }
        : feature,
    ),
    relations: [{ kind: 'moves-with', feature: 'age', with: 'school', factor: 0.6, when: 'rises' }],
  });
}

/**
 * {@link smallConstraints} with two things that some people do not have and may obtain: housing says who has an income, and
 * job who has a school, each in its first place. Whoever is in the second place may obtain what they lack, of school in the
 * third one too, but not every level; {@link withoutValues} makes the people.
 */
export function smallObtaining(sparsity = 2): ActionSet {
  const { features, weights } = smallConstraints();
  const change: Readonly<Record<string, Partial<FeatureDefinition>>> = {
    income: {
      ...{ absentColumns: [10, 11], maxChange: { amount: 1 } },
      obtainable: { columns: [10], known: 9, reference: 0.1 },
    },
    school: {
      absentColumns: [5, 6, 7, 8],
      obtainable: {
        ...{ columns: [5, 6], known: 4, reference: 0.5 },
        targets: [
          [0, 2, 3],
          [0, 1],
        ],
      },
    },
    job: { immutable: true, moves: undefined },
    housing: { immutable: true, targets: undefined },
  };
  return actionSet({
    ...{ sparsity, weights: { ...weights, income: 0.7 } },
    features: features.map((feature) => ({ ...feature, ...change[feature.name] })),
    relations: [{ kind: 'subset-limit', features: ['income', 'school', 'savings'], atMost: 2 }],
  });
}

/** People, with what the encoding puts in place of a value where {@link smallObtaining} says that they have none. */
export function withoutValues({ data, shape }: NDArray): NDArray {
  const own = Float32Array.from(data);
  for (let at = 0; at < own.length; at += 12) {
    if (own[at + 9] === 0) own[at] = 0.1;
    if (own[at + 4] === 0) own[at + 3] = 0.5;
  }
  return ndarray(own, shape);
}

/** {@link smallConstraints} that lead near to two of these rows, approved people. */
export function smallPlausibility(rows: NDArray): ActionSet {
  return actionSet({
    ...smallConstraints(),
    plausibility: { kind: 'distance', neighbours: 2, limit: 1.5, rows },
  });
}

/** Limits of each of the people: numbers may move by 0.8, and the third job is closed. */
export function smallLimits(x: NDArray): ActionLimits {
  const shifted = (by: number) =>
    x.data.map((value, i) => (i % 12 < 4 ? value + by : i % 12 === 6 && by > 0 ? 0 : by * 1e30));
  return { lower: ndarray(shifted(-0.8), x.shape), upper: ndarray(shifted(0.8), x.shape) };
}

/** Effort weights of people of three kinds: to whom changes are as hard as usual, and to whom some are harder or easier. */
export function smallEfforts(rows: number, set: ActionSet): NDArray {
  const kinds: readonly PersonEffort[] = [
    {},
    { income: 6, job: 0.25 },
    { housing: 5, school: 3, savings: 0.1 },
  ];
  return effortWeights(
    Array.from({ length: rows }, (_, row) => kinds[row % kinds.length]!),
    set,
  );
}

/** Seeded people for {@link smallActionSet}. */
export function smallPeople(rows: number, seed: number): NDArray {
  const stream = randomStream(seed, 'people');
  const numbers = stream.normal([rows, 3]).data;
  const data = new Float32Array(rows * 12);
  for (let row = 0; row < rows; row += 1) {
    for (let c = 0; c < 3; c += 1) data[row * 12 + c] = Math.max(-1, Math.min(1, numbers[row * 3 + c]!));
    data[row * 12 + 3] = schools[stream.integer(4)]!;
    data[row * 12 + 4 + stream.integer(5)] = 1;
    data[row * 12 + 9 + stream.integer(3)] = 1;
  }
  return { data, shape: [rows, 12] };
}

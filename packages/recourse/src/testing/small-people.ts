import { randomStream, type NDArray } from '@cfq/jit';

import { actionSet, type ActionSet } from '../actions/action-set.ts';

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

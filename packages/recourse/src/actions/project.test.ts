import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { jit, ndarray, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionSet } from './action-set.ts';
import { assertFeasible } from './assert-feasible.ts';
import { permittedRange } from './permitted-range.ts';
import { project } from './project.ts';
import { projectReference } from './project-reference.ts';
import { arbitraryActionCase } from './testing/random-action-case.ts';
import { RecourseError } from '../recourse-error.ts';

const rows = 3;

const squaredDistance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, i) => (value - b[i]!) ** 2).reduce((sum, value) => sum + value, 0);

const difference = (a: NDArray, b: NDArray) =>
  ndarray(
    Float32Array.from(a.data, (value, i) => value - b.data[i]!),
    a.shape,
  );

/** Every permitted pattern of a feature's columns; numeric ranges by their ends, `x`, and the clipped candidate. */
function options(feature: ActionFeature, x: ArrayLike<number>, candidate: ArrayLike<number>): number[][] {
  const own = Array.from({ length: feature.width }, (_, c) => x[feature.start + c]!);
  if (feature.immutable) return [own];
  if (feature.kind === 'categorical') {
    const targets = feature.targets ?? own.map((_, c) => c);
    return [own, ...targets.map((target) => own.map((_, c) => (c === target ? 1 : 0)))];
  }
  const [low, high] = permittedRange(feature, own[0]!);
  const inside = (value: number) => value >= low && value <= high;
  if (feature.kind === 'ordinal')
    return [own, ...(feature.values ?? []).filter(inside).map((value) => [value])];
  const grid = Array.from({ length: 21 }, (_, i) => [low + ((high - low) * i) / 20]);
  const wanted = candidate[feature.start]!;
  return [own, ...grid, ...(inside(wanted) ? [[wanted]] : [])];
}

/** The least squared distance over every combination of options with at most `k` changes. */
function bruteForce(x: ArrayLike<number>, candidate: ArrayLike<number>, actionSet: ActionSet): number {
  let best = Infinity;
  const point = Array.from(x);
  const visit = (f: number, changes: number): void => {
    const feature = actionSet.features[f];
    if (feature === undefined) {
      best = Math.min(best, squaredDistance(point, candidate));
      return;
    }
    for (const values of options(feature, x, candidate)) {
      const changed = values.some((value, c) => value !== x[feature.start + c]);
      if (changes + Number(changed) > actionSet.sparsity) continue;
      values.forEach((value, c) => (point[feature.start + c] = value));
      visit(f + 1, changes + Number(changed));
    }
    for (let c = 0; c < feature.width; c += 1) point[feature.start + c] = x[feature.start + c]!;
  };
  visit(0, 0);
  return best;
}

async function traced(
  x: NDArray,
  candidate: NDArray,
  actionSet: ActionSet,
  executor?: 'eager',
): Promise<NDArray> {
  const compiled = jit(
    (a: tf.Tensor, b: tf.Tensor) => project(a as tf.Tensor2D, b as tf.Tensor2D, actionSet) as tf.Tensor,
    executor === undefined ? {} : { executor },
  );
  try {
    return await compiled(x, candidate);
  } finally {
    await compiled.dispose();
  }
}

describe('projectReference', () => {
  it('is feasible, idempotent, and no farther than brute force', () => {
    fc.assert(
      fc.property(arbitraryActionCase(rows), ({ actionSet, x, candidate }) => {
        const point = projectReference(x, candidate, actionSet);
        assertFeasible(x, difference(point, x), actionSet);
        expect(projectReference(x, point, actionSet).data).toEqual(point.data);
        for (let row = 0; row < rows; row += 1) {
          const cut = (array: NDArray) =>
            array.data.subarray(row * actionSet.width, (row + 1) * actionSet.width);
          const reached = squaredDistance(cut(point), cut(candidate));
          const best = bruteForce(cut(x), cut(candidate), actionSet);
          expect(reached).toBeLessThanOrEqual(best + 1e-9);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keeps a person who stands outside the bounds where they are', () => {
    const actionSet: ActionSet = {
      width: 1,
      sparsity: 1,
      features: [
        {
          name: 'a',
          kind: 'numeric',
          start: 0,
          width: 1,
          lower: 0,
          upper: 1,
          immutable: false,
          direction: 'any',
        },
      ],
    };
    const x = ndarray([5], [1, 1]);
    expect(projectReference(x, x, actionSet).data[0]).toBe(5);
    expect(projectReference(x, ndarray([9], [1, 1]), actionSet).data[0]).toBe(5);
    expect(projectReference(x, ndarray([3], [1, 1]), actionSet).data[0]).toBe(3);
    expect(projectReference(x, ndarray([-3], [1, 1]), actionSet).data[0]).toBe(0);
  });

  it('refuses rows of another width', () => {
    const actionSet: ActionSet = { width: 2, sparsity: 1, features: [] };
    expect(() => projectReference(ndarray([1], [1, 1]), ndarray([1], [1, 1]), actionSet)).toThrow(
      RecourseError,
    );
  });
});

describe.each([undefined, 'eager'] as const)('project, executor %s', (executor) => {
  it('agrees with the reference', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryActionCase(rows), async ({ actionSet, x, candidate }) => {
        const expected = projectReference(x, candidate, actionSet);
        const got = await traced(x, candidate, actionSet, executor);
        expect(got.shape).toEqual(expected.shape);
        assertFeasible(x, difference(got, x), actionSet);
        for (let row = 0; row < rows; row += 1) {
          const cut = (array: NDArray) =>
            array.data.subarray(row * actionSet.width, (row + 1) * actionSet.width);
          // Equal points, or a tie between two that are equally near in float32.
          const reached = squaredDistance(cut(got), cut(candidate));
          expect(reached).toBeCloseTo(squaredDistance(cut(expected), cut(candidate)), 4);
        }
      }),
      { numRuns: 40 },
    );
  });
});

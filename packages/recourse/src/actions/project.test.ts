import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { jit, ndarray, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';

import { actionSet, type ActionFeature, type ActionSet } from './action-set.ts';
import { assertFeasible } from './assert-feasible.ts';
import { permittedRange } from './permitted-range.ts';
import { project } from './project.ts';
import { projectReference } from './project-reference.ts';
import { arbitraryActionCase } from './testing/random-action-case.ts';
import { hasNoValue, listedPositions, listedValues } from '../testing/listed-values.ts';
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
  if (feature.immutable || hasNoValue(feature, x)) return [own];
  if (feature.kind === 'categorical') {
    return [own, ...listedPositions(feature, x).map((target) => own.map((_, c) => (c === target ? 1 : 0)))];
  }
  const listed = listedValues(feature, x, 20).map((value) => [value]);
  const [low, high] = permittedRange(feature, own[0]!);
  const wanted = candidate[feature.start]!;
  const isFree = feature.kind === 'numeric' && feature.grid === undefined;
  return [own, ...listed, ...(isFree && wanted >= low && wanted <= high ? [[wanted]] : [])];
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

  it('agrees with the reference bit for bit where nothing but single features is chosen', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryActionCase(8), async ({ actionSet: random, x, candidate }) => {
        const features = random.features.filter(({ kind }) => kind !== 'categorical');
        const actionSet = { ...random, features, sparsity: random.features.length };
        const got = await traced(x, candidate, actionSet, executor);
        expect([...got.data]).toEqual([...projectReference(x, candidate, actionSet).data]);
      }),
      { numRuns: 40 },
    );
  });

  it('finds the nearest of tens of thousands of steps, as the encoder writes it', async () => {
    const grid = { step: 1, offset: 3271.258, scale: 2822.736 };
    const encode = (raw: number) => Math.fround((raw - grid.offset) / grid.scale);
    const feature = {
      name: 'amount',
      kind: 'numeric',
      grid,
      lower: encode(250),
      upper: encode(18_424),
    } as const;
    const set = actionSet({ features: [feature] });
    const rows = 500;
    const wanted = Float64Array.from({ length: rows }, (_, i) => -500 + 40.3713 * i);
    const candidate = ndarray(Float32Array.from(wanted, encode), [rows, 1]);
    const x = ndarray(new Float32Array(rows).fill(encode(1000)), [rows, 1]);
    const expected = Array.from(wanted, (raw) => encode(Math.min(18_424, Math.max(250, Math.round(raw)))));
    expect([...projectReference(x, candidate, set).data]).toEqual(expected);
    expect([...(await traced(x, candidate, set, executor)).data]).toEqual(expected);
  });

  it('gives a tie between two steps to the lower one, and one with where they stand to that', async () => {
    const grid = { step: 2, offset: 0, scale: 1 };
    const set = actionSet({ features: [{ name: 'a', kind: 'numeric', grid }] });
    const x = ndarray([0.5, 3, 3], [3, 1]);
    const candidate = ndarray([5, 3.5, 2.5], [3, 1]);
    expect([...projectReference(x, candidate, set).data]).toEqual([4, 3, 3]);
    expect([...(await traced(x, candidate, set, executor)).data]).toEqual([4, 3, 3]);
  });

  it('takes along what moves by itself, as the reference does', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryActionCase(rows), async ({ actionSet: random, x, candidate }) => {
        const moved = random.features.find(({ kind }) => kind === 'numeric');
        const source = random.features.find(
          (feature) => feature !== moved && feature.kind !== 'categorical' && !feature.immutable,
        );
        fc.pre(moved !== undefined && source !== undefined);
        for (const factor of [0.5, -1.25]) {
          const names = { feature: moved.name, with: source.name };
          const set = actionSet({
            ...random,
            relations: [{ kind: 'moves-with', ...names, factor, ...(factor < 0 && { when: 'rises' }) }],
          });
          const expected = projectReference(x, candidate, set);
          assertFeasible(x, difference(expected, x), set);
          expect(projectReference(x, expected, set).data).toEqual(expected.data);
          assertFeasible(x, difference(await traced(x, candidate, set, executor), x), set);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('keeps limits of single people and relations, as the reference does', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryActionCase(rows), async ({ actionSet: random, x, candidate }) => {
        const numbers = random.features.filter(({ kind }) => kind !== 'categorical').map(({ name }) => name);
        const names = random.features.map(({ name }) => name);
        const pairs = numbers.flatMap((name, i) => (i === 0 ? [] : [[numbers[i - 1]!, name] as const]));
        const set = actionSet({
          ...random,
          relations: [
            ...pairs.flatMap(([a, b]) => [
              { kind: 'rises-only-with' as const, feature: a, with: b },
              { kind: 'at-most' as const, lower: b, upper: a },
            ]),
            ...pairs
              .slice(0, 1)
              .map(([a, b]) => ({ kind: 'linear' as const, terms: { [a]: 0.5, [b]: -2 }, atMost: 1 })),
            ...(names.length > 2 ? [{ kind: 'subset-limit' as const, features: names, atMost: 2 }] : []),
          ],
        });
        const shift = (by: number) =>
          ndarray(
            Float32Array.from(x.data, (value) => value + by),
            x.shape,
          );
        const limits = { lower: shift(-1), upper: shift(0.75) };
        const expected = projectReference(x, candidate, set, limits);
        assertFeasible(x, difference(expected, x), set, limits);
        expect(projectReference(x, expected, set, limits).data).toEqual(expected.data);
        const compiled = jit(
          (a: tf.Tensor, b: tf.Tensor, lower: tf.Tensor, upper: tf.Tensor): tf.Tensor =>
            project(a as tf.Tensor2D, b as tf.Tensor2D, set, {
              lower: lower as tf.Tensor2D,
              upper: upper as tf.Tensor2D,
            }),
          executor === undefined ? {} : { executor },
        );
        const got = await compiled(x, candidate, limits.lower, limits.upper);
        await compiled.dispose();
        assertFeasible(x, difference(got, x), set, limits);
        if (random.sparsity >= random.features.length) {
          got.data.forEach((value, i) => {
            expect(value).toBeCloseTo(expected.data[i]!, 5);
          });
        }
      }),
      { numRuns: 6 },
    );
  });
});

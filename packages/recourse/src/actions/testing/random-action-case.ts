import * as fc from 'fast-check';

import { ndarray, type NDArray } from '@cfq/jit';

import { actionSet, type ActionFeature, type ActionSet } from '../action-set.ts';

/** An action set with people and candidates, for property tests. */
export interface ActionCase {
  readonly actionSet: ActionSet;
  readonly x: NDArray;
  readonly candidate: NDArray;
}

const grid = (low: number, high: number) => fc.integer({ min: low * 8, max: high * 8 }).map((i) => i / 8);

const maxFractionToBound = fc.constantFrom(undefined, 0.5, 0.3);

const direction = fc.constantFrom('any', 'increase', 'decrease');

const featureShape = fc.oneof(
  fc.record({
    kind: fc.constant('numeric' as const),
    low: grid(-2, 0),
    high: grid(0, 2),
    immutable: fc.boolean(),
    direction,
    maxFractionToBound,
  }),
  fc.record({
    kind: fc.constant('ordinal' as const),
    values: fc.uniqueArray(grid(-2, 2), { minLength: 1, maxLength: 5 }),
    low: grid(-2, 0),
    high: grid(0, 2),
    immutable: fc.boolean(),
    direction,
    maxFractionToBound,
  }),
  fc.record({
    kind: fc.constant('categorical' as const),
    width: fc.integer({ min: 2, max: 4 }),
    targets: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 1 }), { minLength: 1 }), { nil: undefined }),
    immutable: fc.boolean(),
  }),
);

type Shape = typeof featureShape extends fc.Arbitrary<infer S> ? S : never;

function build(shapes: readonly Shape[], sparsity: number, gap: number): ActionSet {
  let start = gap;
  const features = shapes.map((shape, i): ActionFeature => {
    const name = `f${i}`;
    const at = start;
    if (shape.kind === 'categorical') {
      start += shape.width;
      return {
        name,
        kind: shape.kind,
        start: at,
        width: shape.width,
        lower: 0,
        upper: 1,
        immutable: shape.immutable,
        direction: 'any',
        ...(shape.targets === undefined ? {} : { targets: [...shape.targets].sort((a, b) => a - b) }),
      };
    }
    start += 1;
    return {
      name,
      kind: shape.kind,
      start: at,
      width: 1,
      lower: shape.low,
      upper: shape.high,
      immutable: shape.immutable,
      direction: shape.direction,
      ...(shape.maxFractionToBound === undefined ? {} : { maxFractionToBound: shape.maxFractionToBound }),
      ...(shape.kind === 'ordinal' ? { values: [...shape.values].sort((a, b) => a - b) } : {}),
    };
  });
  return actionSet({ width: start, features, sparsity });
}

/** Random action sets (all kinds, directions, bounds, immutables, an uncovered column) with `rows` people each. */
export function arbitraryActionCase(rows: number): fc.Arbitrary<ActionCase> {
  return fc
    .record({
      shapes: fc.array(featureShape, { minLength: 1, maxLength: 5 }),
      sparsity: fc.integer({ min: 0, max: 4 }),
      gap: fc.integer({ min: 0, max: 1 }),
      draws: fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
    })
    .map(({ shapes, sparsity, gap, draws }) => {
      const set = build(shapes, sparsity, gap);
      const next = () => draws.next().value as number;
      const people = new Float32Array(rows * set.width);
      const wanted = people.map(() => Math.fround(next() * 5 - 2.5));
      for (let row = 0; row < rows; row += 1) {
        const at = row * set.width;
        for (let c = 0; c < set.width; c += 1) people[at + c] = Math.round(next() * 40 - 20) / 8;
        for (const feature of set.features) {
          if (feature.kind !== 'categorical') continue;
          people.fill(0, at + feature.start, at + feature.start + feature.width);
          const category = Math.floor(next() * (feature.width + 0.3));
          if (category < feature.width) people[at + feature.start + category] = 1;
        }
      }
      const shape = [rows, set.width];
      return { actionSet: set, x: ndarray(people, shape), candidate: ndarray(wanted, shape) };
    });
}

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

const cap = fc.constantFrom(undefined, { amount: 1.5 }, { percent: 50 }, { amount: 4, percent: 25 });

/** For each position, which of the next ones may be moved to. */
const ways = fc.option(fc.array(fc.array(fc.integer({ min: 0, max: 4 })), { minLength: 5, maxLength: 5 }), {
  nil: undefined,
});

/** Encoded 0.8 and 0 of these are raw 3 and 1. */
const units = { offset: 1, scale: 2.5 };

function movesOf(shape: { readonly ways?: readonly (readonly number[])[] | undefined }, positions: number) {
  if (shape.ways === undefined) return {};
  const within = (list: readonly number[]) =>
    [...new Set(list)].filter((to) => to < positions).sort((a, b) => a - b);
  return { moves: shape.ways.slice(0, positions).map(within) };
}

const featureShape = fc.oneof(
  fc.record({
    kind: fc.constant('numeric' as const),
    step: fc.constantFrom(undefined, 0.25, 1, 7),
    cap,
    absent: fc.boolean(),
    low: grid(-2, 0),
    high: grid(0, 2),
    immutable: fc.boolean(),
    direction,
    maxFractionToBound,
  }),
  fc.record({
    kind: fc.constant('ordinal' as const),
    cap,
    absent: fc.constant(false),
    ways,
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
    absent: fc.boolean(),
    code: fc.constantFrom(undefined, 'kept' as const, 'left' as const),
    ways,
  }),
);

type Shape = typeof featureShape extends fc.Arbitrary<infer S> ? S : never;

function widthOf(kind: Shape['kind'], rest: object): number {
  return kind === 'categorical' && 'width' in rest ? (rest.width as number) : 1;
}

/** The last category as a code in place of a category, which people keep or may leave, and nobody may take. */
function codeOf(
  { width, code, targets }: Shape & { readonly kind: 'categorical' },
  start: number,
): Partial<ActionFeature> {
  if (code === undefined) return {};
  const columns = [start + width - 1];
  const open = (targets ?? Array.from({ length: width }, (_, c) => c)).filter((c) => c < width - 1);
  return {
    absentColumns: columns,
    targets: open.sort((a, b) => a - b),
    ...(code === 'left' && { obtainable: { columns } }),
  };
}

function build(shapes: readonly Shape[], sparsity: number, gap: number): ActionSet {
  let start = gap;
  const features = shapes.map((shape, i): ActionFeature => {
    const name = `f${i}`;
    const at = start;
    // Whoever is in the first category of a group that stands before has no value of this feature.
    const group = shapes.slice(0, i).findIndex((earlier) => earlier.kind === 'categorical');
    const absent =
      shape.absent && group >= 0
        ? {
            absentColumns: [
              gap + shapes.slice(0, group).reduce((sum, { kind, ...rest }) => sum + widthOf(kind, rest), 0),
            ],
          }
        : {};
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
        ...absent,
        ...movesOf(shape, shape.width),
        ...(shape.targets === undefined ? {} : { targets: [...shape.targets].sort((a, b) => a - b) }),
        ...codeOf(shape, at),
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
      units,
      ...absent,
      ...(shape.kind === 'numeric' && shape.step !== undefined
        ? { grid: { step: shape.step, ...units } }
        : {}),
      ...(shape.kind === 'ordinal' ? movesOf(shape, shape.values.length) : {}),
      ...(shape.cap === undefined ? {} : { maxChange: shape.cap }),
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

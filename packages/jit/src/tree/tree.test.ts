import type * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';

import { LeafError } from '../errors/leaf-error.ts';
import { StructureError } from '../errors/structure-error.ts';
import { ndarray, type NDArray } from '../arrays/ndarray.ts';
import { scalar } from '../arrays/scalar.ts';
import { tree } from './tree.ts';
import type { ArrayTree, AsArrays, AsTensors } from './types.ts';

const anyTree = fc.letrec<{ tree: ArrayTree; leaf: NDArray }>((tie) => ({
  leaf: fc.double({ noNaN: true }).map((x) => scalar(x)),
  tree: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(
      fc.string({ maxLength: 4 }).filter((key) => key !== '__proto__'),
      tie('tree'),
      { maxKeys: 3 },
    ),
  ),
})).tree;

describe('tree', () => {
  it('flatten and unflatten are inverse', () => {
    fc.assert(
      fc.property(anyTree, (value) => {
        const { leaves, paths, structure } = tree.flatten(value);
        expect(paths).toHaveLength(leaves.length);
        const rebuilt = tree.unflatten(structure, leaves);
        expect(rebuilt).toEqual(value);
        expect(tree.structureEquals(rebuilt, value)).toBe(true);
        expect(tree.leaves(rebuilt)).toEqual(leaves);
      }),
    );
  });

  it('keys are visited in sorted order, whatever the order of insertion', () => {
    const [a, b] = [scalar(1), scalar(2)];
    expect(tree.leaves({ b, a })).toEqual([a, b]);
    expect(tree.flatten({ b: [b, { c: a }], a }).paths).toEqual(['tree.a', 'tree.b[0]', 'tree.b[1].c']);
    expect(tree.structureEquals({ a, b }, { b, a })).toBe(true);
    expect(tree.structureEquals({ a }, { b: a })).toBe(false);
    expect(tree.structureEquals([a], { 0: a })).toBe(false);
  });

  it('map goes over several trees leaf by leaf', () => {
    const sum = tree.map(
      (x, y) => scalar(x.data[0]! + y.data[0]!),
      { a: scalar(1), l: [scalar(2)] },
      { l: [scalar(20)], a: scalar(10) },
    );
    expect(sum).toEqual({ a: scalar(11), l: [scalar(22)] });
    expect(tree.map((x) => x.shape.length, { a: scalar(1), m: ndarray([1], [1, 1]) })).toEqual({
      a: 0,
      m: 2,
    });
  });

  it('trees of different structure, wrong leaves and wrong counts are errors', () => {
    expect(() => tree.map((x) => x, { a: scalar(1) }, { b: scalar(1) })).toThrow(StructureError);
    expect(() => tree.map((x) => x, [scalar(1)], [scalar(1), scalar(2)])).toThrow(
      /expected \[\*\], got \[\*,\*\]/,
    );
    const { structure } = tree.flatten([scalar(1), scalar(2)]);
    expect(() => tree.unflatten(structure, [scalar(1)])).toThrow(/expected 2, got 1/);
    for (const bad of [null, undefined, 3, 'x', new Date(), new Map(), () => 1, new Float64Array(2)]) {
      expect(() => tree.leaves({ deep: [bad] } as never)).toThrow(LeafError);
    }
    expect(() => tree.leaves({ deep: [new Map()] } as never)).toThrow(/at tree\.deep\[0\], got Map/);
  });

  it('types keep the nesting', () => {
    type P = { w: tf.Tensor2D; list: [tf.Scalar, tf.Tensor]; more: Record<string, tf.Tensor> };
    expectTypeOf<AsArrays<P>>().toEqualTypeOf<{
      w: NDArray;
      list: [NDArray, NDArray];
      more: Record<string, NDArray>;
    }>();
    expectTypeOf<AsTensors<{ a: NDArray; b: NDArray[] }>>().toEqualTypeOf<{ a: tf.Tensor; b: tf.Tensor[] }>();
  });
});

import type { Weights } from '@cfq/network';
import fc from 'fast-check';

/** Weights of a shape in every form that has codes, of 1 to 8 bits. */
export function codedWeights(shape: readonly [number, number]): fc.Arbitrary<Weights> {
  const count = shape[0] * shape[1];
  return fc
    .record({ bits: fc.integer({ min: 1, max: 8 }), axis: fc.constantFrom(null, 0, 1) })
    .chain(({ bits, axis }) => {
      const channels = axis === null ? 1 : shape[axis];
      const scale = fc
        .array(fc.integer({ min: 1, max: 999 }), { minLength: channels, maxLength: channels })
        .map((values) => Float32Array.from(values, (value) => value / 1000));
      const codesFrom = (lowest: number, highest: number, length: number): fc.Arbitrary<Int32Array> =>
        fc
          .array(fc.integer({ min: lowest, max: highest }), { minLength: length, maxLength: length })
          .map((values) => Int32Array.from(values));
      const common = { shape: fc.constant(shape), bits: fc.constant(bits), axis: fc.constant(axis), scale };
      const affine = fc
        .record({ signed: fc.boolean(), symmetric: fc.boolean() })
        .chain(({ signed, symmetric }) => {
          const lowest = signed ? -(2 ** (bits - 1)) : 0;
          const highest = lowest + 2 ** bits - 1;
          return fc.record({
            kind: fc.constant('affine' as const),
            ...common,
            signed: fc.constant(signed),
            codes: codesFrom(lowest, highest, count),
            zeroPoint: symmetric
              ? fc.constant(new Int32Array(channels))
              : codesFrom(lowest, highest, channels),
          });
        });
      const codebook = fc.integer({ min: 1, max: 2 ** bits }).chain((levels) =>
        fc.record({
          kind: fc.constant('codebook' as const),
          ...common,
          codes: codesFrom(0, levels - 1, count),
          codebook: fc
            .array(fc.integer({ min: -999, max: 999 }), { minLength: levels, maxLength: levels })
            .map((values) => Float32Array.from(values, (value) => value / 500)),
        }),
      );
      return fc.oneof(affine, codebook);
    });
}

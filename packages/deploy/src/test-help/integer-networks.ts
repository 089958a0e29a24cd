import { denseNetwork, type Network } from '@cfq/network';
import fc from 'fast-check';
import type { InputGrid } from '../exporting/input-grid.ts';

const scales = (length: number): fc.Arbitrary<Float32Array> =>
  fc
    .array(fc.double({ min: -10, max: 1, noNaN: true }), { minLength: length, maxLength: length })
    .map((powers) => Float32Array.from(powers, (power) => 2 ** power));

/** Networks that can be one of whole numbers: 1 to 3 layers, every width, signed and unsigned, with zero points. */
export const integerNetworks: fc.Arbitrary<Network> = fc
  .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
  .chain((widths) => {
    const sizes = [...widths, 2];
    return fc.tuple(
      ...widths.map((inputs, index) => {
        const outputs = sizes[index + 1]!;
        return fc
          .record({
            bits: fc.integer({ min: 1, max: 8 }),
            signed: fc.boolean(),
            symmetric: fc.boolean(),
            axis: fc.constantFrom(null, 1),
          })
          .chain(({ bits, signed, symmetric, axis }) => {
            const channels = axis === null ? 1 : outputs;
            const lowest = signed ? -(2 ** (bits - 1)) : 0;
            const highest = lowest + 2 ** bits - 1;
            // Ends of the range are as likely as the rest: that is where kernels saturate.
            const code = fc.oneof(
              fc.constantFrom(lowest, highest),
              fc.integer({ min: lowest, max: highest }),
            );
            const codes = (length: number) =>
              fc
                .array(code, { minLength: length, maxLength: length })
                .map((values) => Int32Array.from(values));
            return fc.record({
              weight: fc.record({
                kind: fc.constant('affine' as const),
                codes: codes(inputs * outputs),
                shape: fc.constant([inputs, outputs]),
                bits: fc.constant(bits),
                signed: fc.constant(signed),
                scale: scales(channels),
                zeroPoint: symmetric ? fc.constant(new Int32Array(channels)) : codes(channels),
                axis: fc.constant(axis),
              }),
              bias: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
                minLength: outputs,
                maxLength: outputs,
              }),
              grid: fc.record({
                scale: fc.double({ min: -10, max: 4, noNaN: true }).map((power) => 2 ** power),
                bits: fc.integer({ min: 1, max: 8 }),
              }),
            });
          });
      }),
    );
  })
  .map((layers) =>
    denseNetwork(
      layers.map((layer, index) => ({ ...layer, grid: index < layers.length - 1 ? layer.grid : null })),
    ),
  );

/** Grids of rows. */
export const inputGrids: fc.Arbitrary<InputGrid> = fc.constantFrom<8 | 16>(8, 16).chain((bits) =>
  fc.record({
    bits: fc.constant(bits),
    scale: fc.double({ min: -bits - 1, max: 3 - bits, noNaN: true }).map((power) => Math.fround(2 ** power)),
    zeroPoint: fc.integer({ min: 0, max: 2 ** bits - 1 }),
  }),
);

/** Values of encoded rows: one-hot ends, values between them, and values beyond every grid. */
export const rowValues: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, 1, -1e6, 1e6),
  fc.double({ min: -4, max: 4, noNaN: true }),
);

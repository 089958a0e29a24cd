import { ndarray, randomStream } from '@cfq/jit';
import { denseNetwork, referenceLogits, type AffineWeights } from '@cfq/network';
import { expect, it } from 'vitest';
import { runInteger } from '../integer/run-integer.ts';
import { toIntegerNetwork } from '../integer/to-integer-network.ts';
import { randomNetwork } from '../test-help/random-network.ts';
import { roundingBounds } from './rounding-bounds.ts';

const input = { scale: 0.25, zeroPoint: 2 ** 15, bits: 16 } as const;
const x = ndarray(
  Float32Array.from(randomStream(0, 'steps').normal([100, 7]).data, (value) => Math.round(4 * value) / 4),
  [100, 7],
);

it('hold for networks in whole numbers, and not for one whose biases are elsewhere', () => {
  for (const seed of [0, 1, 2]) {
    const network = randomNetwork([4, 3, 8], { seed });
    const whole = toIntegerNetwork(network, input);
    const bounds = roundingBounds(network, input.scale, x);
    const expected = referenceLogits(network, x).data;
    const beyond = (run: typeof whole): number =>
      runInteger(run, x).logits.data.filter((value, at) => Math.abs(value - expected[at]!) > bounds[at]!)
        .length;
    expect(beyond(whole)).toBe(0);
    const [first, ...rest] = whole.layers;
    const moved = { ...first!, bias: first!.bias.map((steps) => steps + 4) };
    expect(beyond({ ...whole, layers: [moved, ...rest] })).toBeGreaterThan(10);
  }
});

it('are what one works out by hand', () => {
  const weight: AffineWeights = {
    ...{ kind: 'affine', codes: Int32Array.of(3), shape: [1, 1], bits: 4, signed: true, axis: null },
    ...{ scale: Float32Array.of(0.5), zeroPoint: Int32Array.of(0) },
  };
  // Sums come in steps of 0.25 · 0.5, so that a bias is off by up to 0.0625: 1.5 + 0.2 lies that near to the tie at 1.75.
  const network = denseNetwork([
    { weight, bias: [0.2], grid: { scale: 0.5, bits: 8 } },
    { weight, bias: [0] },
  ]);
  const bound = (value: number): number => roundingBounds(network, 0.25, ndarray([value], [1, 1]))[0]!;
  expect(bound(1)).toBeCloseTo(0.5 * 1.5 + (0.5 * 0.5) / 2, 4);
  expect(bound(1.25)).toBeCloseTo((0.5 * 0.5) / 2, 4);
});

import type { NDArray } from '@cfq/jit';
import { decodeWeights, denseNetwork, type Network } from '@cfq/network';
import fc from 'fast-check';

/** A teacher and a student of its architecture. */
export interface NetworkPair {
  readonly teacher: Network;
  readonly student: Network;
}

/** Numbers that a test takes from one seed. */
export type Draw = () => number;

/** A small deterministic generator of numbers in [0, 1) (mulberry32). */
export function drawsOf(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const array = (draw: Draw, shape: readonly number[], spread: number): NDArray => ({
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => (2 * draw() - 1) * spread),
  shape,
});

/** How a pair of random networks is made. */
export interface PairOptions {
  readonly widths: readonly number[];
  readonly seed: number;
  /** Bits of the weights; null: they are shaken, not rounded. */
  readonly bits: number | null;
  /** Bits of the activations; null: not rounded. */
  readonly activationBits: number | null;
}

/** A random teacher and a student made of it by rounding, biases shaken a little. */
export function networkPair({ widths, seed, bits, activationBits }: PairOptions): NetworkPair {
  const draw = drawsOf(seed);
  const teacher = widths.slice(1).map((outputs, at) => ({
    weight: array(draw, [widths[at]!, outputs], 1.5 / Math.sqrt(widths[at]!)),
    bias: array(draw, [outputs], 0.3),
  }));
  const student = teacher.map(({ weight, bias }, at) => {
    const largest = Math.max(...Array.from(weight.data, Math.abs));
    const step = bits === null ? 0 : Math.fround(largest / 2 ** (bits - 1));
    const data = Float32Array.from(weight.data, (value) =>
      bits === null ? value + (draw() - 0.5) * 0.05 : Math.round(value / step) * step,
    );
    const scale = Math.fround((0.5 + 1.5 * draw()) / (2 ** (activationBits ?? 1) - 1));
    return {
      weight: { data, shape: weight.shape },
      bias: {
        data: Float32Array.from(bias.data, (value) => value + (draw() - 0.5) * 0.02),
        shape: bias.shape,
      },
      grid: activationBits === null || at === teacher.length - 1 ? null : { scale, bits: activationBits },
    };
  });
  return { teacher: denseNetwork(teacher), student: denseNetwork(student) };
}

/** Random pairs: zero to four hidden layers, with and without rounded weights and activations. */
export const anyPair: fc.Arbitrary<PairOptions> = fc.record({
  widths: fc
    .tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }),
      fc.integer({ min: 2, max: 3 }),
    )
    .map(([inputs, hidden, classes]) => [inputs, ...hidden, classes]),
  seed: fc.nat(),
  bits: fc.constantFrom(null, 2, 3, 4, 8),
  activationBits: fc.constantFrom(null, 2, 4, 8),
});

const halfEven = (value: number): number => {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  return rest < 0.5 ? below : below + 1;
};

/**
 * Logits of one of the networks at a point, in plain loops.
 *
 * @param round applied to every number that is computed: `Math.fround` for float32, the identity for float64.
 * @param order the order in which the `n` terms of a sum are added; default first to last.
 */
export function logitsAt(
  { layers, inputGrid }: Network,
  point: ArrayLike<number>,
  round: (value: number) => number = (value) => value,
  order: (n: number) => readonly number[] = (n) => Array.from({ length: n }, (_, at) => at),
): number[] {
  const toStep = (value: number, scale: number, lowest: number, highest: number): number =>
    Math.min(Math.max(halfEven(round(value / scale)), lowest), highest);
  let h = Array.from(point, (value, column) => {
    if (inputGrid === null) return value;
    const { scale, offset, lowest, highest } = inputGrid;
    const [step, from] = [scale[column % scale.length]!, offset[column % scale.length]!];
    return round(round(toStep(round(value - from), step, lowest, highest) * step) + from);
  });
  layers.forEach(({ weight, bias, grid, sumGrids, activation }) => {
    const outputs = bias.length;
    const { data } = decodeWeights(weight);
    h = Array.from({ length: outputs }, (_, o) => {
      const [first, ...others] = sumGrids;
      const terms = [
        ...h.map((value, i) => round(value * data[i * outputs + o]!)),
        (first?.bias ?? bias)[o]!,
      ];
      let z = order(terms.length).reduce((sum, term) => round(sum + terms[term]!), 0);
      if (first !== undefined) {
        z = round(toStep(z, first.scale, first.lowest, first.highest) * first.scale);
        for (const { scale, lowest, highest, bias: before } of others) {
          z = round(toStep(round(z + before[o]!), scale, lowest, highest) * scale);
        }
        z = round(z + bias[o]!);
      }
      if (activation === 'linear') return z;
      const t = Math.max(0, z);
      if (!grid) return t;
      return round(Math.min(2 ** grid.bits - 1, halfEven(round(t / grid.scale))) * grid.scale);
    });
  });
  return h;
}

/** The logit margin of a class. */
export function marginOf(logits: readonly number[], target: number): number {
  return logits[target]! - Math.max(...logits.filter((_, label) => label !== target));
}

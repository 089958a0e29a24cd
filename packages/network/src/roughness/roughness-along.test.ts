import { ndarray, randomStream } from '@cfq/jit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { denseNetwork } from '../dense-network.ts';
import { referenceLogits } from '../reference-logits.ts';
import { marginSlopeOf } from './margin-slope.ts';
import { roughnessAlong } from './roughness-along.ts';

/** Margin `|x|` of one column: two hinges. */
const hinges = denseNetwork([
  { weight: [[1, -1]] },
  {
    weight: [
      [0, 1],
      [0, 1],
    ],
  },
]);
const row = (...values: number[]) => ndarray(values, [1, values.length]);

/** A random network of two classes, its last layer times `times`. */
function drawn(seed: number, times = 1) {
  const stream = randomStream(seed, 'roughness');
  const layer = (inputs: number, outputs: number, name: string, by = 1) => ({
    weight: ndarray(
      Float32Array.from(stream.split(name).normal([inputs, outputs]).data, (value) => by * value),
      [inputs, outputs],
    ),
    bias: stream.split(name, 1).normal([outputs]).data,
  });
  return denseNetwork([layer(5, 7, 'a'), layer(7, 6, 'b'), layer(6, 2, 'c', times)]);
}
const people = (seed: number, name: string) => randomStream(seed, name).normal([4, 5]);

it('is what one computes by hand of a margin with one hinge', () => {
  // From -1 to 3 the slope turns from -1 to 1 at 0, which is an end of four pieces: the way is 4 long, so it changes by 2 · 4.
  expect(roughnessAlong({ network: hinges, x: row(-1), delta: row(4), pieces: 4 })).toEqual({
    rise: Float64Array.of(2),
    slope: Float64Array.of((4 * 1 + 0) / 5),
    bend: Float64Array.of(8),
    flips: Float64Array.of(1),
  });
  const straight = roughnessAlong({ network: hinges, x: row(1), delta: row(4) });
  expect([straight.rise[0], straight.slope[0], straight.bend[0], straight.flips[0]]).toEqual([4, 1, 0, 0]);
});

it('has the margin of the reference and the slope of its finite differences', () => {
  const network = drawn(3);
  const point = people(3, 'point').data.slice(0, 5);
  const margin = (at: ArrayLike<number>): number => {
    const { data } = referenceLogits(network, ndarray(Float32Array.from(at), [1, 5]));
    return data[1]! - data[0]!;
  };
  const found = marginSlopeOf(network)(point);
  expect(found.margin).toBeCloseTo(margin(point), 4);
  const step = 1e-2;
  const differences = Array.from(point, (_, column) => {
    const moved = (by: number) => Float64Array.from(point, (value, at) => value + (at === column ? by : 0));
    return (margin(moved(step)) - margin(moved(-step))) / (2 * step);
  });
  expect(found.slope).toBeCloseTo(Math.hypot(...differences), 2);
});

it('grows with the logits, but for the switching of units, and does not know which way one goes', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.constantFrom(2, 4, 0.5), (seed, times) => {
      const [x, delta] = [people(seed, 'x'), people(seed, 'delta')];
      const one = roughnessAlong({ network: drawn(seed), x, delta });
      const more = roughnessAlong({ network: drawn(seed, times), x, delta });
      expect(more.flips).toEqual(one.flips);
      const end = ndarray(
        Float32Array.from(x.data, (value, at) => value + delta.data[at]!),
        [4, 5],
      );
      const back = roughnessAlong({
        network: drawn(seed),
        x: end,
        delta: ndarray(
          Float32Array.from(delta.data, (value) => -value),
          [4, 5],
        ),
      });
      for (let person = 0; person < 4; person += 1) {
        // Margins change with the bias too, differences of margins do not.
        expect(more.bend[person]).toBeCloseTo(times * one.bend[person]!, 6);
        expect(more.slope[person]).toBeCloseTo(times * one.slope[person]!, 6);
        expect(back.bend[person]).toBeCloseTo(one.bend[person]!, 2);
        expect(back.rise[person]).toBeCloseTo(-one.rise[person]!, 4);
      }
    }),
    { numRuns: 15 },
  );
});

it('is flat of a linear model, and of nobody', () => {
  const linear = denseNetwork([
    {
      weight: [
        [0, 3],
        [0, 4],
      ],
    },
  ]);
  const found = roughnessAlong({ network: linear, x: row(0, 0), delta: row(1, 1) });
  expect([found.rise[0], found.slope[0], found.flips[0]]).toEqual([7, 5, 0]);
  expect(found.bend[0]).toBeCloseTo(0, 10);
  const nobody = ndarray([], [0, 1]);
  expect(roughnessAlong({ network: hinges, x: nobody, delta: nobody }).rise).toHaveLength(0);
});

it('refuses other classes, other widths and too few pieces', () => {
  const three = denseNetwork([{ weight: [[1, 2, 3]] }]);
  expect(() => roughnessAlong({ network: three, x: row(1), delta: row(1) })).toThrow(/expected 2, got 3/);
  expect(() => roughnessAlong({ network: hinges, x: row(1), delta: row(1, 2) })).toThrow(
    /expected \[rows, 1\] twice, got \[1, 1\] and \[1, 2\]/,
  );
  expect(() => roughnessAlong({ network: hinges, x: row(1), delta: row(1), pieces: 1 })).toThrow(/from 2/);
});

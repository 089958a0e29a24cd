import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { decodeWeights, denseNetwork, referenceLogits, type Network } from '@cfq/network';
import { describe, expect, it } from 'vitest';

import { denseParameters, type DenseParameters } from '../../testing/dense-network.ts';
import { certifyRoundings } from './certify-roundings.ts';
import { roundingBox, type RoundingBoxOptions } from './rounding-box.ts';

const grid = { scale: 0.05, bits: 6 };

function networkOf(parameters: DenseParameters, onGrid = false): Network {
  return denseNetwork(
    parameters.map(({ w, b }, layer) => ({
      ...{ weight: w, bias: b },
      grid: onGrid && layer < parameters.length - 1 ? grid : null,
    })),
  );
}

/** The network with each weight moved by `move` times what it may move by. */
function moved(
  network: Network,
  box: RoundingBoxOptions,
  move: (layer: number, index: number, output: number) => number,
): Network {
  const layers = roundingBox(network, box);
  return denseNetwork(
    network.layers.map(({ weight, bias, grid: own }, layer) => {
      const { data, shape } = decodeWeights(weight);
      const { outputs, reach } = layers[layer]!;
      return {
        ...{ bias, grid: own },
        weight: {
          data: Float32Array.from(
            data,
            (value, at) => value + reach[at % outputs]! * (1 - 1e-6) * move(layer, at, at % outputs),
          ),
          shape,
        },
      };
    }),
  );
}

const marginsOf = (network: Network, x: NDArray): number[] => {
  const { data } = referenceLogits(network, x);
  return Array.from({ length: x.shape[0]! }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
};

const pointsOf = (rows: number, seed: number, width = 6) =>
  randomStream(seed, 'points').normal([rows, width]);

describe('certifyRoundings', () => {
  it.each([
    ['a linear model', [6, 2], false],
    ['one hidden layer', [6, 9, 2], false],
    ['two hidden layers', [6, 9, 7, 2], false],
    ['three hidden layers', [6, 8, 7, 6, 2], false],
    ['outputs on grids', [6, 9, 7, 2], true],
  ])('no rounding of %s goes below it', (_, widths, onGrid) => {
    for (const granularity of ['channel', 'tensor'] as const) {
      const network = networkOf(denseParameters(widths, 3), onGrid);
      const box = { bits: 4, granularity, distance: 0.5 };
      const x = pointsOf(12, 5);
      const least = certifyRoundings({ network, x, ...box });
      for (let draw = 0; draw < 60; draw += 1) {
        const stream = randomStream(draw, 'roundings');
        // Corners of the box, where the worst lies, and what is within.
        const variant = moved(network, box, () =>
          draw % 2 === 0 ? 2 * stream.integer(2) - 1 : stream.uniform([1]).data[0]!,
        );
        marginsOf(variant, x).forEach((margin, row) => {
          expect(margin).toBeGreaterThanOrEqual(least[row]!);
        });
      }
    }
  });

  it('is the least margin itself with one hidden layer: a rounding attains it', () => {
    const network = networkOf(denseParameters([6, 9, 2], 8));
    const box = { bits: 5, granularity: 'channel', distance: 0.5 } as const;
    const x = pointsOf(10, 2);
    const [, last] = roundingBox(network, box);
    const least = certifyRoundings({ network, x, ...box });
    for (let row = 0; row < 10; row += 1) {
      const point = ndarray(x.data.slice(6 * row, 6 * row + 6), [1, 6]);
      const worth = (unit: number) =>
        last!.weight[2 * unit + 1]! - last!.weight[2 * unit]! - last!.reach[0]! - last!.reach[1]!;
      const worst = moved(network, box, (layer, at, output) =>
        layer === 1
          ? output === 1
            ? -1
            : 1
          : -Math.sign(worth(output)) * Math.sign(point.data[Math.floor(at / 9)]!),
      );
      expect(marginsOf(worst, point)[0]).toBeCloseTo(least[row]!, 4);
    }
  });

  it('is tighter than intervals alone with two hidden layers, and comes to the margin as bits grow', () => {
    const network = networkOf(denseParameters([6, 9, 7, 2], 4));
    const x = pointsOf(20, 6);
    const margins = marginsOf(network, x);
    const gapAt = (bits: number) => {
      const least = certifyRoundings({ network, x, bits });
      return margins.reduce((sum, margin, row) => sum + margin - least[row]!, 0) / margins.length;
    };
    const gaps = [3, 4, 6, 8, 12, 16].map(gapAt);
    gaps.slice(1).forEach((gap, i) => {
      expect(gap).toBeLessThan(gaps[i]!);
      expect(gap).toBeGreaterThan(0);
    });
    expect(gaps.at(-1)).toBeLessThan(2e-3);
  });

  it('refuses what does not fit', () => {
    const network = networkOf(denseParameters([6, 9, 2], 8));
    const x = pointsOf(2, 0);
    expect(() => certifyRoundings({ network, x, bits: 1 })).toThrow(/2 to 16 bits/);
    expect(() => certifyRoundings({ network, x, bits: 4, target: 2 })).toThrow(/expected 0…1, got 2/);
    expect(() => certifyRoundings({ network, x: pointsOf(2, 0, 5), bits: 4 })).toThrow(/expected \[n, 6\]/);
    const linear = {
      ...network,
      layers: network.layers.map((layer) => ({ ...layer, activation: 'linear' as const })),
    };
    expect(() => certifyRoundings({ network: linear, x, bits: 4 })).toThrow(/network of rectifiers/);
  });
});

import type { NDArray } from '@cfq/jit';
import { checkNetwork } from '../check/check-network.ts';
import { NetworkError } from '../network-error.ts';
import { shapeOfWeights } from '../shape-of-weights.ts';
import type { Network } from '../model/network.ts';
import { marginSlopeOf } from './margin-slope.ts';

/** What {@link roughnessAlong} looks at. */
export interface RoughnessProblem {
  /** Of two classes, favourable at index 1. What it rounds is passed on as it is. */
  readonly network: Network;
  /** Where people stand [rows, inputs]. */
  readonly x: NDArray;
  /** Where they go from there [rows, inputs], for instance actions. */
  readonly delta: NDArray;
  /** Equal pieces that the way is cut into, at least 2; default 16. */
  readonly pieces?: number;
}

/** How rough the margin is on each person's way; all [rows]. */
export interface Roughness {
  /** `m(x + δ) − m(x)`, in logits. */
  readonly rise: Float64Array;
  /** Mean local Lipschitz constant: L2 norm of the gradient of the margin, mean over the ends of the pieces; logits per encoded unit, from 0. */
  readonly slope: Float64Array;
  /**
   * Second differences: `K Σ |m_{i+1} − 2 m_i + m_{i−1}|` over the inner ends of `K` pieces, in logits a way: by how much the rise
   * would change if it went on as it does at each place, all changes added up. 0 where the margin is linear; from 0.
   */
  readonly bend: Float64Array;
  /** Share of the rectified units that are active at one end of the way and not at the other, in [0, 1]; 0 of a network without. */
  readonly flips: Float64Array;
}

/**
 * How rough a network is where recourse leads: a piecewise linear margin bends wherever a rectified unit switches. Ways on which
 * it bends little are kept by any network close to it; on the others a small error of a hinge is an error of the answer.
 *
 * @throws NetworkError when the network is malformed or has other than two classes, `x` and `delta` are not of its width and alike, or
 *   `pieces` is not a whole number from 2.
 * @see Jordan and Dimakis 2020, "Exactly computing the local Lipschitz constant of ReLU networks", §2: on a linear piece it is the norm of the gradient.
 */
export function roughnessAlong({ network, x, delta, pieces = 16 }: RoughnessProblem): Roughness {
  checkNetwork(network, 'roughnessAlong');
  const { inputWidth, layers } = network;
  const classes = shapeOfWeights(layers.at(-1)!.weight)[1];
  const shapes = [x.shape, delta.shape].map((shape) => shape.join(', '));
  if (classes !== 2) fail('margins are of two classes', '2', classes, 'Pass a network with two logits');
  if (x.shape.length !== 2 || x.shape[1] !== inputWidth || shapes[0] !== shapes[1]) {
    const got = shapes.map((shape) => `[${shape}]`).join(' and ');
    fail('x and delta have a row a person', `[rows, ${inputWidth}] twice`, got, 'Encode them alike');
  }
  if (!Number.isInteger(pieces) || pieces < 2) {
    fail('pieces is a count', 'a whole number from 2', pieces, 'Set pieces');
  }
  const rows = x.shape[0]!;
  const at = marginSlopeOf(network);
  const found = Array.from({ length: rows }, (_, row) => {
    const points = Array.from({ length: pieces + 1 }, (_end, piece) =>
      at(
        Float64Array.from({ length: inputWidth }, (_column, column) => {
          const place = row * inputWidth + column;
          return x.data[place]! + (piece / pieces) * delta.data[place]!;
        }),
      ),
    );
    const [first, last] = [points[0]!, points[pieces]!];
    const bends = points
      .slice(1, -1)
      .map(({ margin }, place) => Math.abs(points[place + 2]!.margin - 2 * margin + points[place]!.margin));
    const units = first.active.length;
    const flipped = first.active.reduce((sum, unit, index) => sum + Number(unit !== last.active[index]), 0);
    return {
      rise: last.margin - first.margin,
      slope: sumOf(points.map(({ slope }) => slope)) / points.length,
      bend: pieces * sumOf(bends),
      flips: units === 0 ? 0 : flipped / units,
    };
  });
  const column = (name: keyof Roughness): Float64Array => Float64Array.from(found, (one) => one[name]);
  return { rise: column('rise'), slope: column('slope'), bend: column('bend'), flips: column('flips') };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function fail(rule: string, expected: string, got: unknown, remedy: string): never {
  throw new NetworkError(`roughnessAlong: ${rule} (expected ${expected}, got ${String(got)}). ${remedy}.`);
}

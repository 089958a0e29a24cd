import type { NDArray } from '@cfq/jit';
import type { Network } from '@cfq/network';

import { RecourseError } from '../../recourse-error.ts';
import { marginBounder } from './bound-margin.ts';
import { roundingBox, type RoundingBoxOptions } from './rounding-box.ts';

/** What {@link certifyRoundings} looks at. */
export interface RoundingProblem extends Partial<RoundingBoxOptions> {
  /** Dense layers with a ReLU between each two; hidden outputs may be on grids. */
  readonly network: Network;
  /** Points `[n, d]`, float32, finite: usually `x + δ`. */
  readonly x: NDArray;
  /** Bits of a weight, 2 to 16. */
  readonly bits: number;
  /** Class whose margin counts; default 1. */
  readonly target?: number;
}

/**
 * One certificate for all roundings at once: at each point, a margin of the target below which no network goes whose
 * weights are those of `network` rounded to `bits` bits (see `roundingBox` for which those are; by default to the nearest,
 * a step an output). Where it is positive, every one of these networks decides for the target at that point, as float32
 * evaluates it in any order.
 *
 * On networks with one hidden layer the bound is the least margin of the box itself, but for rounding.
 *
 * Biases and activations are those of the network: activations that a rounded model puts on a grid are covered if the
 * network has that grid.
 *
 * @returns `[n]`, logits.
 * @throws RecourseError for a network, points, bits or a target that do not fit.
 */
export function certifyRoundings(problem: RoundingProblem): Float64Array {
  const { network, x, target = 1, bits, granularity = 'channel', distance = 0.5 } = problem;
  const layers = roundingBox(network, { bits, granularity, distance });
  const [rows = 0, width] = x.shape;
  const classes = layers.at(-1)!.outputs;
  if (x.shape.length !== 2 || width !== layers[0]!.inputs || !x.data.every(Number.isFinite)) {
    throw new RecourseError(
      `certifyRoundings: points are finite rows of the network (expected [n, ${layers[0]!.inputs}], got ` +
        `[${x.shape.join(', ')}]). Encode them.`,
    );
  }
  if (!Number.isInteger(target) || target < 0 || target >= classes || classes < 2) {
    throw new RecourseError(
      `certifyRoundings: the target is a class of the network (expected 0…${classes - 1}, got ${target}). Correct it.`,
    );
  }
  const bound = marginBounder(layers, target);
  return Float64Array.from({ length: rows }, (_, row) => bound(x.data, row * width));
}

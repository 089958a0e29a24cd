import * as tf from '@tensorflow/tfjs-core';

import type { Correction, Corrections } from './correction.ts';

/** Zero with respect to every named input. */
function flat(...inputs: string[]): Correction {
  return {
    inputs,
    gradient: (_dy, saved) =>
      Object.fromEntries(inputs.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
  };
}

/**
 * Kernels that are flat wherever they have a derivative: comparisons, truth values, counts, positions and
 * whole numbers. TF.js has no gradient for most of them, which stops the derivative of everything with a mask;
 * one that is no float for a few; and for floorDiv that of a division.
 */
export const flatGradients = {
  All: flat('x'),
  Any: flat('x'),
  ArgMax: flat('x'),
  ArgMin: flat('x'),
  BitwiseAnd: flat('a', 'b'),
  Equal: flat('a', 'b'),
  FloorDiv: flat('a', 'b'),
  Greater: flat('a', 'b'),
  GreaterEqual: flat('a', 'b'),
  Less: flat('a', 'b'),
  LessEqual: flat('a', 'b'),
  LogicalAnd: flat('a', 'b'),
  LogicalNot: flat('x'),
  LogicalOr: flat('a', 'b'),
  NotEqual: flat('a', 'b'),
  SearchSorted: flat('sortedSequence', 'values'),
} satisfies Corrections;

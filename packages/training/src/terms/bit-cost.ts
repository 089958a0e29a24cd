import * as tf from '@tensorflow/tfjs-core';
import type { BitTerm } from './objective-term.ts';

/**
 * `BitCost`, per weight: `Σ_l n_l b̄_l / Σ_l n_l` (CFQ §4.2, there unnormalised), counted only above the budget,
 * `max(0, b̄ − B)`.
 *
 * A cost that goes on below the budget would push every layer to the smallest width; a cost that never stops being
 * positive is the paper's, and with its weights (1e-4 … 1e-1) it moves no policy. Stopping at the budget lets the
 * weight be large enough to move one.
 */
export const bitCost: BitTerm = {
  kind: 'bits',
  name: 'bit-cost',
  description: 'expected bits per weight above the budget',
  value: (averageBits, budgetBits) => tf.relu(tf.sub<tf.Scalar>(averageBits, budgetBits)),
};

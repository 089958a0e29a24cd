import { randomStream } from '@cfq/jit';
import { bench, describe } from 'vitest';
import { knapsackAllocation } from './knapsack-allocation.ts';

/** Sixty layers of 1 to 10 million weights, sizes uniform on a logarithmic scale. */
const sizes = randomStream(1).uniform([60]).data;
const spread = randomStream(2).uniform([60]).data;
const layers = Array.from(sizes, (share, index) => ({
  layer: `layer-${index}`,
  parameters: Math.ceil(1e7 ** share),
}));
const widths = [2, 3, 4, 8];

describe('60 layers, 4 widths, 4 bits on average', () => {
  const measured = layers.map((_, index) => widths.map((bits) => Math.exp(3 * spread[index]!) * 4 ** -bits));
  bench('losses as sensitivities give them, falling fourfold a bit', () => {
    knapsackAllocation({ layers, loss: measured, budgetBits: 4 });
  });

  const correlated = layers.map(({ parameters }, index) =>
    widths.map((bits) => -parameters * bits * (1 + 0.001 * spread[(index + bits) % 60]!)),
  );
  bench('hard losses, almost proportional to bits', () => {
    knapsackAllocation({ layers, loss: correlated, budgetBits: 4 });
  });
});

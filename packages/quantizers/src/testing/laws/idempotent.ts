import { expectLaw } from '@cfq/parts';
import { firstDifference } from '../first-difference.ts';
import { where, type ConditionalLaw } from '../law.ts';
import { runFakeQuantize } from '../run-fake-quantize.ts';

/** Quantizing twice changes nothing: every level is a fixed point. */
export const idempotent: ConditionalLaw = {
  name: 'idempotent',
  async check(quantizer, at) {
    const once = await runFakeQuantize(quantizer, at, 'eager');
    const twice = await runFakeQuantize(quantizer, { ...at, x: once }, 'eager');
    const index = firstDifference(once, twice);
    expectLaw(
      index === -1,
      () => `${where(quantizer, at)}: ${once.data[index]} is requantized to ${twice.data[index]}.`,
    );
  },
};

import { expectLaw } from '@cfq/parts';
import { where, type ConditionalLaw } from '../law.ts';
import { runFakeQuantize } from '../run-fake-quantize.ts';

/** A larger input never gives a smaller output. */
export const monotone: ConditionalLaw = {
  name: 'monotone',
  async check(quantizer, at) {
    const data = Float32Array.from(at.x.data).sort();
    const shape = [data.length];
    const parameters = quantizer.init({ data, shape }, at.bits);
    const sorted = { ...at, x: { data, shape }, parameters };
    const { data: y } = await runFakeQuantize(quantizer, sorted, 'eager');
    for (let index = 1; index < y.length; index += 1) {
      expectLaw(
        y[index]! >= y[index - 1]!,
        () =>
          `${where(quantizer, at)}: ${data[index]} gives ${y[index]}, below ${y[index - 1]} of a smaller input.`,
      );
    }
  },
};

import { expectLaw } from '@cfq/parts';
import { where, type ConditionalLaw } from '../law.ts';
import { runFakeQuantize } from '../run-fake-quantize.ts';

/** Zero stays zero, so that padding, pruned weights and what a ReLU cut off stay exact. */
export const zeroIsALevel: ConditionalLaw = {
  name: 'zero is a level',
  async check(quantizer, at) {
    const x = { data: new Float32Array(at.x.data.length), shape: at.x.shape };
    const { data } = await runFakeQuantize(quantizer, { ...at, x }, 'eager');
    const index = data.findIndex((value: number) => !Object.is(value, 0));
    expectLaw(index === -1, () => `${where(quantizer, at)}: 0 becomes ${data[index]}.`);
  },
};

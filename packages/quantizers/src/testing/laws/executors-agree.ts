import { expectLaw } from '@cfq/parts';
import { randomStream } from '@cfq/jit';
import { where, type QuantizerLaw } from '../law.ts';
import { runGradients } from '../run-fake-quantize.ts';

const tolerance = 1e-5;

/** The compiled gradient is the eager one, to rounding. */
export const executorsAgree: QuantizerLaw = {
  name: 'ONNX and eager gradients agree',
  async check(quantizer, at) {
    const upstream = randomStream(1, 'upstream', at.title, at.bits).normal(at.x.shape);
    const eager = await runGradients(quantizer, at, upstream, 'eager');
    const onnx = await runGradients(quantizer, at, upstream, 'onnx');
    const pairs = [
      ['x', eager.x, onnx.x] as const,
      ...Object.keys(at.parameters).map(
        (name) => [name, eager.parameters[name]!, onnx.parameters[name]!] as const,
      ),
    ];
    for (const [name, a, b] of pairs) {
      const size = Math.max(1, ...Array.from(a.data, Math.abs));
      const index = a.data.findIndex(
        (value: number, i: number) => !(Math.abs(value - b.data[i]!) <= tolerance * size),
      );
      expectLaw(
        index === -1,
        () =>
          `${where(quantizer, at)}: gradient of ${name} is ${a.data[index]} eager, ${b.data[index]} in ONNX.`,
      );
    }
  },
};

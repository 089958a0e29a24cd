import { expectLaw } from '@cfq/parts';
import { decode } from '../../building-blocks/decode.ts';
import { firstDifference } from '../first-difference.ts';
import { where, type QuantizerLaw } from '../law.ts';
import { runFakeQuantize } from '../run-fake-quantize.ts';

/** What was trained is what is stored. */
export const decodesExactly: QuantizerLaw = {
  name: 'decode(encode(x)) equals fakeQuantize(x) bit for bit',
  async check(quantizer, at) {
    const decoded = decode(quantizer.encode(at.x, at.parameters, at.bits));
    for (const executor of ['eager', 'onnx'] as const) {
      const fake = await runFakeQuantize(quantizer, at, executor);
      const index = firstDifference(decoded, fake);
      expectLaw(
        index === -1,
        () =>
          `${where(quantizer, at)}, ${executor}: ${at.x.data[index]} decodes to ${decoded.data[index]} in ` +
          `[${decoded.shape.join(', ')}] but fake-quantizes to ${fake.data[index]} in [${fake.shape.join(', ')}].`,
      );
    }
  },
};

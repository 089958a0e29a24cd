import type { Law } from '@cfq/parts';
import { denseNetwork } from '@cfq/network';
import { decode, type Quantizer } from '@cfq/quantizers';
import { expectSameBits } from '../expect-same-bits.ts';
import { identity } from '../identity.ts';
import { packedCases } from '../packed-cases.ts';

/** A file with the codes of a matrix, run on the unit matrix, gives that matrix as it decodes. */
export function weightsRun(quantizer: Quantizer, widths: readonly number[], seed: number): Law {
  return {
    name: 'packed weights run as they decode, bit for bit',
    async check() {
      for (const { title, bits, x, parameters, thorough } of widths.flatMap((width) =>
        packedCases(quantizer, width, seed, false),
      )) {
        const weight = quantizer.encode(x, parameters, bits);
        await expectSameBits(`${quantizer.name}, ${bits} bits, ${title}`, denseNetwork([{ weight }]), {
          x: identity(x.shape[0]!),
          expected: decode(weight),
          thorough,
        });
      }
    },
  };
}

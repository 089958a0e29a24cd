import { expectLaw, type Law } from '@cfq/parts';
import { denseNetwork, rectifiedGridOf } from '@cfq/network';
import { decode, type Quantizer } from '@cfq/quantizers';
import { expectSameBits } from '../expect-same-bits.ts';
import { identity } from '../identity.ts';
import { packedCases } from '../packed-cases.ts';

/** A file that rectifies rows and puts them on the grid of the quantizer gives them as it decodes what it encodes of them. */
export function hiddenOutputsRun(quantizer: Quantizer, widths: readonly number[], seed: number): Law {
  return {
    name: 'packed hidden outputs run as they are rounded, bit for bit',
    async check() {
      for (const { title, bits, x, parameters, thorough } of widths.flatMap((width) =>
        packedCases(quantizer, width, seed, true),
      )) {
        const where = `${quantizer.name}, ${bits} bits, ${title}`;
        const codes = quantizer.encode(x, parameters, bits);
        const grid = rectifiedGridOf(codes);
        expectLaw(
          grid !== null,
          () => `${where}: hidden outputs need one uniform grid with a code for 0 that is 0.`,
        );
        const through = identity(x.shape[1]!);
        await expectSameBits(where, denseNetwork([{ weight: through, grid }, { weight: through }]), {
          x,
          expected: decode(codes),
          thorough,
        });
      }
    },
  };
}

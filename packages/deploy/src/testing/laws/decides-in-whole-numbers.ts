import { expectLaw, type Law } from '@cfq/parts';
import type { Quantizer } from '@cfq/quantizers';
import { compareWholeNumbers } from '../compare-whole-numbers.ts';

/** The interpreter of whole numbers is as near to the float simulation as its own roundings allow, or says why there is none. */
export function decidesInWholeNumbers(quantizer: Quantizer, widths: readonly number[], seed: number): Law {
  return {
    name: 'in whole numbers it decides as in floats, as far as rounding goes',
    check() {
      for (const bits of widths) {
        const where = `${quantizer.name}, ${bits} bits`;
        const compared = compareWholeNumbers(quantizer, { bits, seed });
        if (!compared.can) {
          expectLaw(compared.reasons.length > 0, () => `${where}: no whole numbers, and no reason why.`);
          continue;
        }
        const { row, difference, bound } = compared.farthest;
        expectLaw(
          difference <= bound,
          () =>
            `${where}: a logit of row ${row} is ${difference} off in whole numbers (expected at most ${bound}, which ` +
            'roundings of biases and hidden outputs explain).',
        );
      }
    },
  };
}

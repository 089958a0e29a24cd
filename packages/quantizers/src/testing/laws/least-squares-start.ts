import { expectLaw } from '@cfq/parts';
import { decode } from '../../building-blocks/decode.ts';
import type { Quantizer } from '../../quantizer.ts';
import type { Case } from '../cases.ts';
import { where, type QuantizerLaw } from '../law.ts';

/** A search may end a little above the least error. */
const searched = 1.05;

/** Of a quantizer that offers such a start: it leaves no more squared error than its own rule. */
export const leastSquaresStartHelps: QuantizerLaw = {
  name: 'the least-squares start has no more squared error than its own',
  check(quantizer, at) {
    if (quantizer.initLeastSquares === undefined) return;
    const own = squaredError(quantizer, at, quantizer.init(at.x, at.bits));
    const least = squaredError(quantizer, at, quantizer.initLeastSquares(at.x, at.bits));
    expectLaw(
      least <= searched * own + 1e-12,
      () => `${where(quantizer, at)}: squared error ${least} from the least-squares start, ${own} from init.`,
    );
  },
};

function squaredError(quantizer: Quantizer, { x, bits }: Case, parameters: Case['parameters']): number {
  const { data } = decode(quantizer.encode(x, parameters, bits));
  return Array.from(data).reduce((sum, value, index) => sum + (value - x.data[index]!) ** 2, 0);
}

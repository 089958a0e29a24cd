import { expectLaw } from '@cfq/parts';
import { where, type QuantizerLaw } from '../law.ts';

/** Nothing is ignored or guessed: what cannot be used is an error. */
export const refusesMisuse: QuantizerLaw = {
  name: 'refuses tensors, bit-widths and options that it cannot use',
  check(quantizer, at) {
    const broken = { data: Float32Array.from(at.x.data), shape: at.x.shape };
    broken.data[0] = Number.NaN;
    const endless = { data: Float32Array.from(at.x.data), shape: at.x.shape };
    endless.data[0] = Number.POSITIVE_INFINITY;
    const unknown = { misspelt: 1 } as object;
    const misuses: readonly (readonly [string, () => unknown])[] = [
      ['an empty tensor', () => quantizer.init({ data: new Float32Array(0), shape: [0] }, at.bits)],
      ['NaN', () => quantizer.init(broken, at.bits)],
      ['infinity', () => quantizer.init(endless, at.bits)],
      ['half a bit', () => quantizer.init(at.x, at.bits + 0.5)],
      ['an unknown option', () => quantizer.init(at.x, at.bits, unknown)],
    ];
    for (const [what, misuse] of misuses) {
      expectLaw(throws(misuse), () => `${where(quantizer, at)}: init accepts ${what}.`);
    }
  },
};

function throws(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch {
    return true;
  }
}

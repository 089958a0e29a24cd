import { expectLaw } from '@cfq/parts';
import { widthsOf } from '../../building-blocks/widths-of.ts';
import type { Case } from '../cases.ts';
import { where, type QuantizerLaw } from '../law.ts';

/** Nothing is ignored or guessed: what cannot be used is an error. */
export const refusesMisuse: QuantizerLaw = {
  name: 'refuses tensors, bit-widths and options that it cannot use',
  check(quantizer, at) {
    const broken = { data: Float32Array.from(at.x.data), shape: at.x.shape };
    broken.data[0] = Number.NaN;
    const endless = { data: Float32Array.from(at.x.data), shape: at.x.shape };
    endless.data[0] = Number.POSITIVE_INFINITY;
    const [first = 1, ...rest] = at.x.shape;
    const ragged = { data: at.x.data, shape: [first + 1, ...rest] };
    const beyond = { data: Float64Array.from(at.x.data), shape: at.x.shape };
    beyond.data[0] = 1e300;
    const shaped = (size: number) => ({ data: at.x.data, shape: [size, ...rest] });
    const tensors: readonly (readonly [string, Case['x']])[] = [
      ['NaN', broken],
      ['infinity', endless],
      ['fewer elements than its shape says', ragged],
      ['a number that is infinite in float32', beyond as unknown as Case['x']],
      ['a size of 0', shaped(0)],
      ['a negative size', shaped(-first)],
      ['half a size', shaped(first + 0.5)],
      ['no shape', { data: at.x.data } as Case['x']],
      ['rows of numbers', [[1, 2]] as never],
    ];
    const own = widthsOf(quantizer);
    const widths = [
      ...Array.from({ length: 10 }, (_, bits) => bits).filter((bits) => !own.includes(bits)),
      ...[at.bits + 0.5, -1, 33, Number.NaN, '4' as never],
    ];
    const unfit = Object.fromEntries(
      Object.keys(at.parameters).map((name) => [
        name,
        { data: Float32Array.of(1, 1), shape: [2, ...at.x.shape] },
      ]),
    );
    const endlessParameters = Object.fromEntries(
      Object.entries(at.parameters).map(([name, { data, shape }]) => [
        name,
        { data: Float32Array.from(data, () => Number.POSITIVE_INFINITY), shape },
      ]),
    );
    const unknown = { misspelt: 1 } as object;
    const misuses: readonly (readonly [string, () => unknown])[] = [
      ['an empty tensor', () => quantizer.init({ data: new Float32Array(0), shape: [0] }, at.bits)],
      ...tensors.flatMap(([what, x]) => [
        [`a tensor with ${what} in init`, () => quantizer.init(x, at.bits)] as const,
        [`a tensor with ${what} in encode`, () => quantizer.encode(x, at.parameters, at.bits)] as const,
      ]),
      ...widths.flatMap((bits) => [
        [`${String(bits)} bits in init`, () => quantizer.init(at.x, bits)] as const,
        [`${String(bits)} bits in encode`, () => quantizer.encode(at.x, at.parameters, bits)] as const,
      ]),
      ['parameters of another shape', () => quantizer.encode(at.x, unfit, at.bits)],
      ['parameters that are infinite', () => quantizer.encode(at.x, endlessParameters, at.bits)],
      ['no parameters', () => quantizer.encode(at.x, {}, at.bits)],
      ['an axis that does not exist', () => quantizer.init(at.x, at.bits, { axis: at.x.shape.length })],
      ['half an axis', () => quantizer.init(at.x, at.bits, { axis: 0.5 })],
      ['an unknown option', () => quantizer.init(at.x, at.bits, unknown)],
    ];
    for (const [what, misuse] of misuses) {
      expectLaw(throws(misuse), () => `${where(quantizer, at)}: accepts ${what}.`);
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

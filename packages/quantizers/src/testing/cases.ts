import { randomStream, type NDArray } from '@cfq/jit';
import { widthsOf } from '../building-blocks/widths-of.ts';
import type { Quantizer } from '../quantizer.ts';
import type { LawOptions } from './law-options.ts';

/** A tensor with the parameters that the quantizer gives it. */
export interface Case {
  /** Says which case in a failure message. */
  readonly title: string;
  readonly bits: number;
  readonly x: NDArray;
  readonly parameters: Record<string, NDArray>;
}

/**
 * The tensors that the laws are checked on, at every bit-width that it has: normal values, values far beyond the calibrated
 * range, an all-zero tensor, values at exact ties of rounding, and per-channel parameters where supported.
 */
export function lawCases(quantizer: Quantizer, { bits, seed = 0 }: LawOptions = {}): Case[] {
  const own = widthsOf(quantizer);
  const some = own.filter((width) => bits?.includes(width) ?? true);
  // One whose nature is another width is held to its laws at that, whatever is asked.
  return (some.length > 0 ? some : own).flatMap((width) => {
    const stream = randomStream(seed, 'conformance', quantizer.name, width);
    const normal = stream.normal([16, 6]);
    const wide = { data: Float32Array.from(normal.data, (value) => value * 8), shape: normal.shape };
    const zero = { data: new Float32Array(12), shape: [4, 3] };
    const shifted = { data: Float32Array.from(stream.normal([40]).data, (value) => value + 1), shape: [40] };
    const spread = { data: Float32Array.from({ length: 40 }, (_, index) => (index - 20) / 2), shape: [40] };
    const ties = {
      data: Float32Array.from({ length: 64 }, (_, index) => (index - 32) / 2),
      shape: [64],
    };
    const parameters = quantizer.init(normal, width);
    const cases: Case[] = [
      { title: 'normal values', bits: width, x: normal, parameters },
      { title: 'values beyond the range', bits: width, x: wide, parameters },
      { title: 'zeros', bits: width, x: zero, parameters: quantizer.init(zero, width) },
      { title: 'shifted values', bits: width, x: shifted, parameters: quantizer.init(shifted, width) },
      { title: 'ties', bits: width, x: ties, parameters: quantizer.init(ties, width) },
    ];
    if (!quantizer.perChannel) return cases;
    return [
      ...cases,
      {
        title: 'last axis',
        bits: width,
        x: normal,
        parameters: quantizer.init(normal, width, { axis: -1 }),
      },
      {
        title: 'a parameter for each value',
        bits: width,
        x: shifted,
        parameters: quantizer.init(spread, width, { axis: 0 }),
      },
      { title: 'first axis', bits: width, x: wide, parameters: quantizer.init(normal, width, { axis: 0 }) },
    ];
  });
}

import type { FillAttrs, LinSpaceAttrs, RangeAttrs } from '@tensorflow/tfjs-core';

import { JitError } from '../errors/jit-error.ts';
import { input, type Lowering } from './lowering.ts';

export function filledLike(fill: 0 | 1): Lowering {
  return (context) => {
    const { dtype, shape } = input(context, 'x');
    return context.g.full(dtype, shape, fill);
  };
}

export const fill: Lowering<FillAttrs> = (context, { shape, value, dtype }) => {
  if (typeof value === 'string' || (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool')) {
    throw new JitError(`jit: tf.fill makes float32, int32 or bool in a traced function (got ${dtype}).`);
  }
  return context.g.full(dtype, shape, value);
};

export const range: Lowering<RangeAttrs> = ({ g }, { start, stop, step, dtype }) => {
  const empty = start === stop || (start < stop && step < 0) || (stop < start && step > 1);
  const length = empty ? 0 : Math.abs(Math.ceil((stop - start) / step));
  // TF.js turns the default step around when counting down.
  const by = stop < start && step === 1 ? -1 : step;
  const values = Array.from({ length }, (_, i) => start + i * by);
  return dtype === 'int32'
    ? g.constant('int32', Int32Array.from(values), [length])
    : g.constant('float32', Float32Array.from(values), [length]);
};

export const linSpace: Lowering<LinSpaceAttrs> = ({ g }, { start, stop, num }) => {
  const step = (stop - start) / (num - 1);
  const values = Float32Array.from({ length: num }, (_, i) => (num === 1 ? start : start + i * step));
  return g.constant('float32', values, [num]);
};

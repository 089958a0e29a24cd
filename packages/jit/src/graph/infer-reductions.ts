import { axisOf, intOf, misfit, need, needConstant, type InferRule } from './infer-context.ts';

/** Reduce* with constant axes as second input. */
export const reduce: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  if (dtype === 'bool') throw misfit(context, 'takes numbers');
  const axes = needConstant(context, 1);
  const keep = intOf(context, 'keepdims', 1) === 1;
  const reduced = shape.map((extent, i) => (axes.includes(i) ? 1 : extent));
  return [{ dtype, shape: keep ? reduced : reduced.filter((_, i) => !axes.includes(i)) }];
};

/** ArgMax and ArgMin: the axis is removed, positions are int64. */
export const argReduce: InferRule = (context) => {
  const { shape } = need(context, 0);
  const axis = axisOf(intOf(context, 'axis', 0), shape.length);
  return [{ dtype: 'int64', shape: shape.filter((_, i) => i !== axis) }];
};

import { axisOf, intOf, misfit, need, needConstant, type InferRule } from './infer-context.ts';

export const gather: InferRule = (context) => {
  const [data, indices] = [need(context, 0), need(context, 1)];
  if (indices.dtype !== 'int32' && indices.dtype !== 'int64') throw misfit(context, 'indices are integers');
  const axis = axisOf(intOf(context, 'axis', 0), data.shape.length);
  return [
    {
      dtype: data.dtype,
      shape: [...data.shape.slice(0, axis), ...indices.shape, ...data.shape.slice(axis + 1)],
    },
  ];
};

export const gatherElements: InferRule = (context) => {
  const [data, indices] = [need(context, 0), need(context, 1)];
  if (data.shape.length !== indices.shape.length) throw misfit(context, 'indices have the rank of the data');
  return [{ dtype: data.dtype, shape: indices.shape }];
};

export const gatherND: InferRule = (context) => {
  const [data, indices] = [need(context, 0), need(context, 1)];
  if (indices.dtype !== 'int64') throw misfit(context, 'indices are int64');
  const batch = intOf(context, 'batch_dims', 0);
  const depth = indices.shape[indices.shape.length - 1]!;
  return [{ dtype: data.dtype, shape: [...indices.shape.slice(0, -1), ...data.shape.slice(batch + depth)] }];
};

/** ScatterND and ScatterElements: the type of the data. */
export const scatter: InferRule = (context) => {
  const [data, indices, updates] = [need(context, 0), need(context, 1), need(context, 2)];
  if (indices.dtype !== 'int64' || updates.dtype !== data.dtype) {
    throw misfit(context, 'indices are int64 and updates have the dtype of the data');
  }
  return [{ dtype: data.dtype, shape: data.shape }];
};

export const topK: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  const [k] = needConstant(context, 1);
  const axis = axisOf(intOf(context, 'axis', -1), shape.length);
  const result = shape.map((extent, i) => (i === axis ? k! : extent));
  return [
    { dtype, shape: result },
    { dtype: 'int64', shape: result },
  ];
};

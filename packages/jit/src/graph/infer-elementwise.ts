import { broadcastShapes } from './broadcast-shapes.ts';
import { intOf, misfit, need, type InferContext, type InferRule } from './infer-context.ts';
import type { ElementType, ValueType } from './types.ts';

/** ONNX codes of the element types (`TensorProto.DataType`). */
export const elementCode: Readonly<Record<ElementType, number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
};

function elementOf(code: number, context: InferContext): ElementType {
  for (const dtype of ['float32', 'int32', 'int64', 'bool'] as const) {
    if (elementCode[dtype] === code) return dtype;
  }
  throw misfit(context, `unknown element type ${code}`);
}

/** Type of the first input. */
export const sameAsFirst: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  return [{ dtype, shape }];
};

/** As `sameAsFirst`, for operations on floats only. */
export const floatUnary: InferRule = (context) => {
  if (need(context, 0).dtype !== 'float32') throw misfit(context, 'takes float32');
  return sameAsFirst(context);
};

function broadcastTypes(context: InferContext): ValueType {
  const values = context.inputs.map((_, i) => need(context, i));
  const dtype = values[0]!.dtype;
  if (values.some((value) => value.dtype !== dtype)) throw misfit(context, 'operands must share a dtype');
  return { dtype, shape: broadcastShapes(...values.map((value) => value.shape)) };
}

/** Numeric operands of one dtype, broadcast. */
export const numericBinary: InferRule = (context) => {
  const type = broadcastTypes(context);
  if (type.dtype === 'bool') throw misfit(context, 'takes numbers');
  return [type];
};

/** Bool operands, broadcast. */
export const logicalBinary: InferRule = (context) => {
  const type = broadcastTypes(context);
  if (type.dtype !== 'bool') throw misfit(context, 'takes bool');
  return [type];
};

/** Operands of one dtype, broadcast to bool. */
export const comparison: InferRule = (context) => [{ dtype: 'bool', shape: broadcastTypes(context).shape }];

/** Float to bool, elementwise. */
export const predicate: InferRule = (context) => [{ dtype: 'bool', shape: need(context, 0).shape }];

/** Cast to the dtype coded in attribute `to`. */
export const cast: InferRule = (context) => [
  { dtype: elementOf(intOf(context, 'to', 0), context), shape: need(context, 0).shape },
];

/** Where(condition, a, b). */
export const where: InferRule = (context) => {
  const [condition, a, b] = [need(context, 0), need(context, 1), need(context, 2)];
  if (condition.dtype !== 'bool' || a.dtype !== b.dtype)
    throw misfit(context, 'takes bool and two of one dtype');
  return [{ dtype: a.dtype, shape: broadcastShapes(condition.shape, a.shape, b.shape) }];
};

import { axisOf, intOf, intsOf, misfit, need, needConstant, type InferRule } from './infer-context.ts';
import { broadcastShapes } from './broadcast-shapes.ts';
import { sizeOf } from '../arrays/size-of.ts';

export const transpose: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  const perm = intsOf(context, 'perm', []);
  if ([...perm].sort((a, b) => a - b).some((axis, i) => axis !== i) || perm.length !== shape.length) {
    throw misfit(context, `perm [${perm.join(',')}] must permute the axes`);
  }
  return [{ dtype, shape: perm.map((axis) => shape[axis]!) }];
};

export const reshape: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  const target = needConstant(context, 1);
  if (sizeOf(target) !== sizeOf(shape))
    throw misfit(context, `target [${target.join(',')}] must keep the size`);
  return [{ dtype, shape: target }];
};

export const expand: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  return [{ dtype, shape: broadcastShapes(shape, needConstant(context, 1)) }];
};

export const tile: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  const repeats = needConstant(context, 1);
  if (repeats.length !== shape.length) throw misfit(context, 'one repeat per axis');
  return [{ dtype, shape: shape.map((extent, i) => extent * repeats[i]!) }];
};

export const concat: InferRule = (context) => {
  const values = context.inputs.map((_, i) => need(context, i));
  const { dtype, shape } = values[0]!;
  const axis = axisOf(intOf(context, 'axis', 0), shape.length);
  for (const value of values) {
    const fits =
      value.shape.length === shape.length && value.shape.every((e, i) => i === axis || e === shape[i]);
    if (!fits || value.dtype !== dtype) throw misfit(context, `all inputs must agree outside axis ${axis}`);
  }
  const total = values.reduce((sum, value) => sum + value.shape[axis]!, 0);
  return [{ dtype, shape: shape.map((extent, i) => (i === axis ? total : extent)) }];
};

export const split: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  const sizes = needConstant(context, 1);
  const axis = axisOf(intOf(context, 'axis', 0), shape.length);
  if (sizes.reduce((a, b) => a + b, 0) !== shape[axis]) throw misfit(context, 'sizes must add up');
  return sizes.map((size) => ({ dtype, shape: shape.map((extent, i) => (i === axis ? size : extent)) }));
};

/** Slice with constant starts, ends, axes, steps; ends beyond the range are clamped as ONNX says. */
export const slice: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  const [starts, ends, axes, steps] = [1, 2, 3, 4].map((i) => needConstant(context, i));
  const result = [...shape];
  axes!.forEach((axis, i) => {
    const extent = shape[axis]!;
    const step = steps![i]!;
    const clamp = (value: number): number => {
      const from = value < 0 ? value + extent : value;
      return step > 0 ? Math.min(Math.max(from, 0), extent) : Math.min(Math.max(from, -1), extent - 1);
    };
    // A far negative end with a negative step means "through index 0".
    result[axis] = Math.max(0, Math.ceil((clamp(ends![i]!) - clamp(starts![i]!)) / step));
  });
  return [{ dtype, shape: result }];
};

export const pad: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  const pads = needConstant(context, 1);
  if (pads.length !== 2 * shape.length) throw misfit(context, 'two pads per axis');
  return [{ dtype, shape: shape.map((extent, i) => extent + pads[i]! + pads[i + shape.length]!) }];
};

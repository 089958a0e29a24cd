import type { StridedSliceAttrs } from '@tensorflow/tfjs-core';
import { slice_util } from '@tensorflow/tfjs-core';

/** What TF.js takes the attributes of a strided slice to mean for a shape: bounds and steps of every axis, and the result's shape. */
export function stridedSliceInfo(
  shape: readonly number[],
  attrs: StridedSliceAttrs,
): ReturnType<typeof slice_util.sliceInfo> {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  const masks = [beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] as const;
  return slice_util.sliceInfo([...shape], begin, end, strides, ...masks);
}

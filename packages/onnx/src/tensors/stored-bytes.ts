import { bitsOfElement } from './element-types.ts';
import type { ElementType } from '../model/onnx-tensor.ts';

/** Bytes of `count` elements in `raw_data`; narrow ones are packed, the last byte filled up. Null for texts and unread types. */
export function storedBytes(type: ElementType, count: number): number | null {
  const bits = bitsOfElement[type];
  return bits === null ? null : Math.ceil((count * bits) / 8);
}

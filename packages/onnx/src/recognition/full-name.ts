import type { OnnxNode } from '../model/onnx-file.ts';

/** An operator with its domain, where that is not the standard one. */
export const fullName = ({ domain, operator }: OnnxNode): string =>
  domain === '' ? operator : `${domain}.${operator}`;

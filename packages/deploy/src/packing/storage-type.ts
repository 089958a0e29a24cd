import { DeployError } from '../deploy-error.ts';

/** How codes of one bit-width lie in an ONNX file. */
export interface StorageType {
  /** Name in the ONNX schema. */
  readonly name: 'INT2' | 'INT4' | 'INT8' | 'UINT2' | 'UINT4' | 'UINT8';
  /** Value of `TensorProto.DataType`. */
  readonly code: number;
  /** Bits each code takes in the file; more than the codes need at 1, 3, 5, 6 and 7 bits. */
  readonly storedBits: 2 | 4 | 8;
  /** First operator set whose DequantizeLinear reads it. */
  readonly opset: number;
}

const signedTypes: readonly StorageType[] = [
  { name: 'INT2', code: 26, storedBits: 2, opset: 25 },
  { name: 'INT4', code: 22, storedBits: 4, opset: 21 },
  { name: 'INT8', code: 3, storedBits: 8, opset: 21 },
];
const unsignedTypes: readonly StorageType[] = [
  { name: 'UINT2', code: 25, storedBits: 2, opset: 25 },
  { name: 'UINT4', code: 21, storedBits: 4, opset: 21 },
  { name: 'UINT8', code: 2, storedBits: 8, opset: 21 },
];

/**
 * The narrowest ONNX type that holds codes of `bits` bits: INT2 for 1 and 2, INT4 for 3 and 4, INT8 for 5 to 8, and
 * their unsigned counterparts. ONNX has no other types that DequantizeLinear reads, so such codes take a wider container
 * than they need.
 *
 * @param signed default true.
 * @throws DeployError when `bits` is not an integer from 1 to 8.
 * @see ONNX IR, `TensorProto.DataType`, versions 10 (INT4) and 13 (INT2).
 */
export function storageType(bits: number, signed = true): StorageType {
  const types = signed ? signedTypes : unsignedTypes;
  const type = types.find(({ storedBits }) => bits <= storedBits);
  if (type === undefined || !Number.isInteger(bits) || bits < 1) {
    throw new DeployError(
      `storageType: bits must be an integer (expected 1 to 8, got ${bits}). Quantize the layer, or keep it float.`,
    );
  }
  return type;
}

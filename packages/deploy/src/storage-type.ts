import { DeployError } from './deploy-error.ts';

/** How codes of one bit-width lie in an ONNX file. */
export interface StorageType {
  /** Name in the ONNX schema. */
  readonly name: 'INT2' | 'INT4' | 'INT8';
  /** Value of `TensorProto.DataType`. */
  readonly code: number;
  /** Bits each code takes in the file; more than the codes need at 3, 5, 6 and 7 bits. */
  readonly storedBits: 2 | 4 | 8;
  /** First operator set whose DequantizeLinear reads it. */
  readonly opset: number;
}

const int2: StorageType = { name: 'INT2', code: 26, storedBits: 2, opset: 25 };
const int4: StorageType = { name: 'INT4', code: 22, storedBits: 4, opset: 21 };
const int8: StorageType = { name: 'INT8', code: 3, storedBits: 8, opset: 21 };

/**
 * The narrowest signed ONNX type that holds codes of `bits` bits: INT2 for 2, INT4 for 3 and 4, INT8 for 5 to 8.
 * ONNX has no 3-, 5-, 6- or 7-bit type, so such codes take a wider container than they need.
 *
 * @throws DeployError when `bits` is not an integer from 2 to 8.
 * @see ONNX IR, `TensorProto.DataType`, versions 10 (INT4) and 13 (INT2).
 */
export function storageType(bits: number): StorageType {
  if (!Number.isInteger(bits) || bits < 2 || bits > 8) {
    throw new DeployError(
      `storageType: bits must be an integer (expected 2 to 8, got ${bits}). Quantize the layer.`,
    );
  }
  if (bits === 2) return int2;
  return bits <= 4 ? int4 : int8;
}

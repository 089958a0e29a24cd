import type { StoredWeight } from './append-weight.ts';

/** How the weights of one layer lie in the file. */
export interface PackedLayer extends Omit<StoredWeight, 'opset'> {
  readonly layer: string;
}

/** A network as an ONNX file. */
export interface PackedNetwork {
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly layers: readonly PackedLayer[];
  /** Operator set the file asks for: 25 where a layer lies in a 2-bit type, else 21. */
  readonly opset: number;
}

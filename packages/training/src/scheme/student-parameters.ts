import { TrainingError } from '../training-error.ts';

/** Learned numbers of one quantizer, under the names that it gives them. */
export type QuantizerParameters<Leaf> = { readonly [name: string]: Leaf };

/** Everything that trains. */
export type StudentParameters<Leaf> = {
  /** Full-precision weights behind the quantizers, and biases. */
  readonly dense: { readonly [layer: string]: { readonly weight: Leaf; readonly bias: Leaf } };
  /** Per layer and candidate (`b4` for 4 bits). While roundings are learned: a layer's grid and roundings. */
  readonly weights: { readonly [layer: string]: { readonly [candidate: string]: QuantizerParameters<Leaf> } };
  /** Per hidden layer. */
  readonly activations: { readonly [layer: string]: QuantizerParameters<Leaf> };
  /** Logits [layers, candidates] of the bit policy; empty where bits are fixed. */
  readonly policy: readonly Leaf[];
};

/** Key of a candidate in {@link StudentParameters}. */
export function candidateKey(bits: number): string {
  return `b${bits}`;
}

/** A value that the scheme promises; its absence is a bug, named. */
export function held<Value>(record: { readonly [key: string]: Value }, key: string): Value {
  const value = record[key];
  if (value === undefined) {
    throw new TrainingError(
      `student: internal: parameters must fit the scheme (expected "${key}", got ${Object.keys(record).join(', ')}).`,
    );
  }
  return value;
}

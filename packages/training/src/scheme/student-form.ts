import type { QuantizerName } from '@cfq/quantizers';
import type { Model } from '../model/model.ts';

/** How a student is quantized: everything about it that a compiled graph depends on, and no number that is learned. */
export interface StudentForm {
  readonly model: Model;
  readonly weights: {
    readonly quantizer: QuantizerName;
    /** One step per output channel, or one per layer. */
    readonly perChannel: boolean;
    /** Where each weight is being fitted to one of the two codes around it; else codes are the nearest. */
    readonly rounding?: 'fitted';
    /** Bit-widths in play for each layer: one once allocated, several while a policy chooses. */
    readonly candidates: Readonly<Record<string, readonly number[]>>;
  };
  readonly activations: {
    readonly quantizer: QuantizerName;
    /** Bit-width of each hidden layer's output. */
    readonly bits: Readonly<Record<string, number>>;
  };
}

/** Learned numbers of one quantizer. */
export type QuantizerParameters<Leaf> = { readonly [name: string]: Leaf };

/** Everything that trains. */
export type StudentParameters<Leaf> = {
  /** Full-precision weights behind the quantizers, and biases. */
  readonly dense: { readonly [layer: string]: { readonly weight: Leaf; readonly bias: Leaf } };
  /** Per layer and candidate (`b4` for 4 bits). */
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

/** Canonical text of a form: equal texts mean equal graphs. */
export function formKey({ model, weights, activations }: StudentForm): string {
  const chosen = model.layers.map(({ layer }) => weights.candidates[layer]?.join(',') ?? '').join(';');
  const hidden = model.hiddenLayers.map((layer) => activations.bits[layer] ?? '').join(';');
  const grain = weights.perChannel ? 'channel' : 'tensor';
  const fitted = weights.rounding === undefined ? '' : `/${weights.rounding}`;
  return `${model.name}|${weights.quantizer}/${grain}/${chosen}${fitted}|${activations.quantizer}/${hidden}`;
}

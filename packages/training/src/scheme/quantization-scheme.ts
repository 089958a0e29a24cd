import { defaultCandidates, everyWidth, type Allocation } from '@cfq/bit-allocation';
import type { CompileKey } from '@cfq/jit';
import type { Quantizer } from '@cfq/quantizers';
import type { Model } from '../model/model.ts';

/** What an update moves: everything; the quantizers' parameters alone; or those and the biases. */
export type Trainable = 'everything' | 'quantizers' | 'quantizers-and-biases';

/** How a student is quantized and what of it trains: all that a compiled graph depends on, and no number that is learned. */
export interface QuantizationScheme {
  readonly model: Model;
  readonly weights: {
    readonly quantizer: Quantizer;
    /** Parameters of the quantizer for each output channel, or for the whole layer. */
    readonly perChannel: boolean;
    /** `'learned'` while each weight is fitted to one of the two codes around it; else codes are the nearest. */
    readonly rounding: 'nearest' | 'learned';
    /** Bit-widths in play for each layer: one once allocated, several while a policy chooses. */
    readonly candidates: Readonly<Record<string, readonly number[]>>;
  };
  readonly activations: {
    readonly quantizer: Quantizer;
    /** Bit-width of each hidden layer's output. */
    readonly bits: Readonly<Record<string, number>>;
  };
  readonly trainable: Trainable;
  /** Factor on the learning rate of the quantizers' parameters. */
  readonly quantizerLrScale: number;
}

/** What of a method says how it quantizes. */
export interface QuantizationSettings {
  readonly weights: { readonly quantizer: Quantizer; readonly perChannel: boolean };
  readonly activations: {
    readonly quantizer: Quantizer;
    /** A bit-width, or the largest that the budget allows, as the weights have. */
    readonly bits: number | 'as-weights';
  };
  readonly training: { readonly trainable: Trainable; readonly quantizerLrScale: number };
}

/** The scheme of a method under an allocation, or with every candidate in play for null. */
export function schemeOf(
  { weights, activations, training }: QuantizationSettings,
  { model, budgetBits }: { readonly model: Model; readonly budgetBits: number },
  allocation: Allocation | null,
): QuantizationScheme {
  const { quantizer, bits } = activations;
  const width = bits === 'as-weights' ? Math.max(...everyWidth.filter((b) => b <= budgetBits)) : bits;
  return {
    model,
    weights: {
      quantizer: weights.quantizer,
      perChannel: weights.perChannel,
      rounding: 'nearest',
      candidates: allocation
        ? Object.fromEntries(allocation.map((entry) => [entry.layer, [entry.bits]]))
        : Object.fromEntries(model.layers.map(({ layer }) => [layer, defaultCandidates])),
    },
    activations: { quantizer, bits: Object.fromEntries(model.hiddenLayers.map((layer) => [layer, width])) },
    trainable: training.trainable,
    quantizerLrScale: training.quantizerLrScale,
  };
}

/** What a graph of a scheme is compiled once for: model and quantizers by identity, the rest by value. */
export function schemeKey(scheme: QuantizationScheme): CompileKey {
  const { model, weights, activations, trainable, quantizerLrScale } = scheme;
  return [
    model,
    weights.quantizer,
    weights.perChannel,
    weights.rounding,
    model.layers.map(({ layer }) => weights.candidates[layer] ?? []),
    activations.quantizer,
    model.hiddenLayers.map((layer) => activations.bits[layer]),
    trainable,
    quantizerLrScale,
  ];
}

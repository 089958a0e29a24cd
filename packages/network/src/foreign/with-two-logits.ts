import type { DenseLayerInput } from '../dense-network.ts';

/** A matrix `[inputs, outputs]` of float32 numbers with its bias: a layer as it was read. */
export interface ReadLayer {
  readonly weight: {
    readonly data: Float32Array;
    readonly shape: readonly [inputs: number, outputs: number];
  };
  readonly bias: Float32Array;
}

/**
 * A last layer of one output, the log-odds of class 1, as logits of two classes: 0 for class 0 and that output for class
 * 1. Their softmax is the sigmoid of the one, and their margin is the one itself, bit for bit.
 */
function twoLogits({ weight, bias }: ReadLayer): ReadLayer {
  const [inputs] = weight.shape;
  return {
    weight: {
      data: Float32Array.from({ length: 2 * inputs }, (_, at) =>
        at % 2 === 0 ? 0 : weight.data[(at - 1) / 2]!,
      ),
      shape: [inputs, 2],
    },
    bias: Float32Array.of(0, bias[0]!),
  };
}

/** Layers as those of a network, a single log-odds turned into two logits. */
export function withTwoLogits(
  layers: readonly (ReadLayer & Pick<DenseLayerInput, 'name' | 'activation'>)[],
): DenseLayerInput[] {
  return layers.map((layer, index) =>
    index === layers.length - 1 && layer.weight.shape[1] === 1 ? { ...layer, ...twoLogits(layer) } : layer,
  );
}

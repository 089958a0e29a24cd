import type { NDArray } from '@cfq/jit';
import { checkNetwork } from './check/check-network.ts';
import { checkFinite } from './check/check-weights.ts';
import { refuseLayer, type Refuse } from './check/refuse-layer.ts';
import { NetworkError } from './network-error.ts';
import { shapeOfWeights } from './shape-of-weights.ts';
import type { ActivationGrid } from './model/activation-grid.ts';
import type { ColumnGrid } from './model/column-grid.ts';
import type { Activation, Network } from './model/network.ts';
import type { SumGrid } from './model/sum-grid.ts';
import type { Weights } from './model/weights.ts';

/** A dense layer in whatever form it is at hand. */
export interface DenseLayerInput {
  /** Default `dense0`, `dense1`, … */
  readonly name?: string;
  /**
   * `[inputs, outputs]`: an array, rows of numbers, or weights in the form of a network, which is also that in which the
   * quantizers of `@cfq/quantizers` encode.
   */
  readonly weight: NDArray | readonly (readonly number[])[] | Weights;
  /** `[outputs]`; default zeros. */
  readonly bias?: ArrayLike<number> | NDArray | undefined;
  /** Default a ReLU behind every layer but the last. */
  readonly activation?: Activation | undefined;
  /** What rectified outputs are rounded to; default null. Its scale is rounded to float32. */
  readonly grid?: ActivationGrid | null | undefined;
  /** What sums are rounded to before the bias is added; default nothing. Scales are rounded to float32. */
  readonly sumGrids?: readonly SumGrid[] | undefined;
}

/** What a network does before its layers. */
export interface DenseNetworkOptions {
  /** What columns are rounded to; default null. */
  readonly inputGrid?: ColumnGrid | null | undefined;
}

const isRows = (weight: DenseLayerInput['weight']): weight is readonly (readonly number[])[] =>
  Array.isArray(weight);

/** Numbers in float32, where they are not already. What is none there is refused before it would become one. */
function float32Of(data: ArrayLike<number>, shape: readonly number[], refuse: Refuse): NDArray {
  checkFinite('weights', data, refuse);
  return { data: data instanceof Float32Array ? data : Float32Array.from(data), shape };
}

function weightsOf(weight: DenseLayerInput['weight'], name: string): Weights {
  const refuse = refuseLayer('denseNetwork', name);
  if (isRows(weight)) {
    const [columns = 0] = weight.map((row) => row.length);
    const ragged = weight.findIndex((row) => row.length !== columns);
    if (ragged >= 0) {
      throw new NetworkError(
        `denseNetwork: layer "${name}": rows of a weight are equally long (expected ${columns}, got ` +
          `${weight[ragged]!.length} in row ${ragged}). Pass one row an input.`,
      );
    }
    return { kind: 'float', values: float32Of(weight.flat(), [weight.length, columns], refuse) };
  }
  if ('kind' in weight) return weight;
  return { kind: 'float', values: float32Of(weight.data, weight.shape, refuse) };
}

const valuesOf = (bias: ArrayLike<number> | NDArray): ArrayLike<number> =>
  'data' in bias ? bias.data : bias;

/**
 * A network of dense layers, with a ReLU behind every one but the last.
 *
 * @param layers input side first.
 * @returns the checked network; arrays of the layers are taken over where they are float32 already.
 * @throws NetworkError naming the layer and the rule it breaks.
 */
export function denseNetwork(
  layers: readonly DenseLayerInput[],
  { inputGrid = null }: DenseNetworkOptions = {},
): Network {
  const made = layers.map((input, index) => {
    const { name = `dense${index}`, grid = null, sumGrids = [] } = input;
    const weight = weightsOf(input.weight, name);
    const outputs = shapeOfWeights(weight)[1] ?? 0;
    const bias = valuesOf(input.bias ?? new Float32Array(outputs > 0 ? Math.floor(outputs) : 0));
    checkFinite('biases', bias, refuseLayer('denseNetwork', name));
    return {
      kind: 'dense' as const,
      name,
      weight,
      sumGrids: sumGrids.map((own) => ({ ...own, scale: Math.fround(own.scale) })),
      bias: bias instanceof Float32Array ? bias : Float32Array.from(bias),
      activation: input.activation ?? (index === layers.length - 1 ? ('linear' as const) : ('relu' as const)),
      grid: grid === null ? null : { scale: Math.fround(grid.scale), bits: grid.bits },
    };
  });
  const [first] = made;
  const inputWidth = first === undefined ? 1 : (shapeOfWeights(first.weight)[0] ?? 0);
  const network: Network = { inputWidth, inputGrid, layers: made };
  checkNetwork(network, 'denseNetwork');
  return network;
}

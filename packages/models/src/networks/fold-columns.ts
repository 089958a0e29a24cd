import { decodeWeights, type DenseLayer, type Network } from '@cfq/network';
import { foldBeforeGrid } from './fold-before-grid.ts';
import type { AffineColumn } from './column-of-cell.ts';

/** Whether every column is an encoded one as it is: which one, or null. */
function selection(columns: readonly AffineColumn[]): number[] | null {
  const chosen: number[] = [];
  for (const { factors, constant } of columns) {
    const [only] = factors;
    if (factors.size !== 1 || constant !== 0 || only![1] !== 1) return null;
    chosen.push(only![0]);
  }
  return chosen;
}

/**
 * A network that reads encoded rows instead of columns that are affine functions of them: these go into its first layer.
 * Where columns are the encoded ones, one by one and in their order, its weights stay as they are stored; else they become
 * float. Columns that are rounded before the first layer keep their steps, in encoded units.
 *
 * @param columns One for each column of the network.
 * @param width Encoded columns.
 */
export function foldColumns(network: Network, columns: readonly AffineColumn[], width: number): Network {
  const chosen = selection(columns);
  if (chosen?.length === width && chosen.every((column, place) => column === place)) return network;
  if (network.inputGrid !== null) {
    return foldBeforeGrid({ ...network, inputGrid: network.inputGrid }, columns, width);
  }
  const [first, ...rest] = network.layers as readonly [DenseLayer, ...DenseLayer[]];
  const outputs = first.bias.length;
  const matrix = decodeWeights(first.weight).data;
  const weight = new Float64Array(width * outputs);
  const bias = Float64Array.from(first.bias);
  columns.forEach(({ factors, constant }, place) => {
    for (let output = 0; output < outputs; output += 1) {
      const own = matrix[place * outputs + output]!;
      bias[output]! += constant * own;
      for (const [column, factor] of factors) weight[column * outputs + output]! += factor * own;
    }
  });
  const values = { data: Float32Array.from(weight), shape: [width, outputs] };
  const layer: DenseLayer = { ...first, weight: { kind: 'float', values }, bias: Float32Array.from(bias) };
  return { inputWidth: width, inputGrid: null, layers: [layer, ...rest] };
}

import { decodeWeights, roundToStep, type ColumnGrid, type DenseLayer, type Network } from '@cfq/network';
import type { AffineColumn } from './column-of-cell.ts';

type Rounded = Network & { readonly inputGrid: ColumnGrid };

/** The encoded column that a column is a multiple of, plus a constant; null where it is none. */
function single({ factors }: AffineColumn): readonly [column: number, factor: number] | null {
  const [only] = factors;
  return factors.size === 1 && only![1] !== 0 ? only! : null;
}

/** Weights and a bias that are added up in float64, over some columns. */
function addedUp(first: DenseLayer, width: number) {
  const matrix = decodeWeights(first.weight).data;
  const outputs = first.bias.length;
  const weight = new Float64Array(width * outputs);
  const constants = new Float64Array(outputs);
  return {
    /** Adds `factor · x[column] + constant` in the place of what the layer read at `place`. */
    add(place: number, column: number | null, factor: number, constant: number): void {
      for (let output = 0; output < outputs; output += 1) {
        const own = matrix[place * outputs + output]!;
        constants[output]! += constant * own;
        if (column !== null) weight[column * outputs + output]! += factor * own;
      }
    },
    layer(): DenseLayer {
      const values = { data: Float32Array.from(weight), shape: [width, outputs] };
      // What does not depend on the row is part of the sums, and of what is rounded of them.
      const [grid, ...grids] = first.sumGrids;
      const plus = (bias: Float32Array): Float32Array => bias.map((own, at) => own + constants[at]!);
      return {
        ...first,
        weight: { kind: 'float', values },
        sumGrids: grid === undefined ? [] : [{ ...grid, bias: plus(grid.bias) }, ...grids],
        bias: grid === undefined ? plus(first.bias) : first.bias,
      };
    },
  };
}

/**
 * A network of rounded columns that reads encoded rows. A column that is `a · x + b` of one encoded column `x` of its own is
 * rounded in units of `x`, by steps `a` times smaller; a column that is the same for everybody is rounded here. Where a
 * column is put together of several, or two are of one, a first layer gives the columns, and its sums are rounded.
 *
 * @param columns One for each column of the network.
 * @param width Encoded columns.
 */
export function foldBeforeGrid(network: Rounded, columns: readonly AffineColumn[], width: number): Network {
  const { inputGrid } = network;
  const [first, ...rest] = network.layers as readonly [DenseLayer, ...DenseLayer[]];
  const chosen = columns.map(single);
  const read = chosen.flatMap((one) => one?.[0] ?? []);
  const isApart =
    new Set(read).size === read.length &&
    columns.every(({ factors }, at) => factors.size === 0 || chosen[at]);
  if (!isApart) return withColumnLayer(network, columns, width);
  const scale = new Float32Array(width).fill(1);
  const offset = new Float32Array(width);
  const sums = addedUp(first, width);
  columns.forEach(({ constant }, place) => {
    const at = inputGrid.scale.length === 1 ? 0 : place;
    const [step, from] = [inputGrid.scale[at]!, inputGrid.offset[at]!];
    const one = chosen[place] ?? null;
    if (one === null) {
      const count = roundToStep(Math.fround(constant - from), step, inputGrid.lowest, inputGrid.highest);
      sums.add(place, null, 0, count * step + from);
      return;
    }
    const [column, factor] = one;
    scale[column] = step / factor;
    offset[column] = (from - constant) / factor;
    sums.add(place, column, factor, constant);
  });
  const isPlain = offset.every((value) => value === 0) && scale.every((value) => value === scale[0]);
  return {
    inputWidth: width,
    inputGrid: {
      ...inputGrid,
      scale: isPlain ? scale.subarray(0, 1) : scale,
      offset: isPlain ? offset.subarray(0, 1) : offset,
    },
    layers: [sums.layer(), ...rest],
  };
}

/** The columns as sums of encoded ones, which are rounded instead of the columns. */
function withColumnLayer(network: Rounded, columns: readonly AffineColumn[], width: number): Network {
  const { inputGrid, layers } = network;
  const { scale, offset, lowest, highest } = inputGrid;
  const count = columns.length;
  const isShared = scale.length === 1 && scale[0]! > 0 && offset[0] === 0;
  // Where steps differ, sums are counted in steps; what a step is worth goes into the layer behind.
  const at = (place: number): number => (scale.length === 1 ? 0 : place);
  const unit = (place: number): number => (isShared ? 1 : scale[at(place)]!);
  const weight = new Float32Array(width * count);
  columns.forEach(({ factors }, place) => {
    for (const [column, factor] of factors) weight[column * count + place] = factor / unit(place);
  });
  const before = Float32Array.from(
    columns,
    ({ constant }, place) => (constant - offset[at(place)]!) / unit(place),
  );
  const names = new Set(layers.map(({ name }) => name));
  const name = ['columns', ...layers.map((_, place) => `columns${place}`)].find((one) => !names.has(one))!;
  const layer: DenseLayer = {
    ...{ kind: 'dense', name, activation: 'linear', grid: null },
    weight: { kind: 'float', values: { data: weight, shape: [width, count] } },
    sumGrids: [{ scale: isShared ? scale[0]! : 1, lowest, highest, bias: before }],
    bias: new Float32Array(count),
  };
  if (isShared) return { inputWidth: width, inputGrid: null, layers: [layer, ...layers] };
  const behind = addedUp(layers[0]!, count);
  columns.forEach((_, place) => {
    behind.add(place, place, scale[at(place)]!, offset[at(place)]!);
  });
  return { inputWidth: width, inputGrid: null, layers: [layer, behind.layer(), ...layers.slice(1)] };
}

import type { NDArray } from '@cfq/jit';
import { roundToStep, type ActivationGrid } from '@cfq/network';

import { rectifiedLayers, type RectifiedLayer } from '../reach/rectified-layers.ts';
import { RecourseError } from '../recourse-error.ts';
import type { MarginModel, Slopes } from './margin-model.ts';
import type { TracedModel } from './traced-model.ts';

/**
 * A network of rectifiers as plain loops over typed arrays, row by row: margins, and gradients by going back through the units
 * that are on; where rectified outputs are rounded, gradients pass within the grid as if they were not (straight through;
 * Bengio et al. 2013). Inputs of 0, most columns of people that are encoded one-hot, cost nothing. Sums are taken in float64
 * and every layer is rounded to float32, as `referenceLogits` of `@cfq/network` does.
 *
 * @throws RecourseError where the model does not say what network it is, or that is no network of rectifiers.
 */
export function rectifierModel({ network, target }: TracedModel): MarginModel {
  const found = network === undefined ? null : rectifiedLayers(network);
  if (found === null) {
    throw new RecourseError(
      'executor "loops": the model says which network of rectifiers it is (expected ReLU behind every hidden layer, no rounded ' +
        `columns or sums, got ${network === undefined ? 'no network' : 'another'}). Leave the executor out.`,
    );
  }
  const layers = found;
  const width = layers[0]!.inputs;
  const outputs = layers.map((layer) => new Float32Array(layer.outputs));
  const sums = layers.map((layer) => new Float64Array(layer.outputs));
  const back = layers.map((layer) => new Float64Array(layer.inputs));
  const tops = layers.map(({ grid }) => (grid === null ? Infinity : Math.fround(topOf(grid) * grid.scale)));

  /** The margin of a row; leaves the outputs of every layer behind. */
  function forward(row: ArrayLike<number>): { readonly margin: number; readonly rival: number } {
    let before = row;
    layers.forEach((layer, k) => {
      through(layer, before, sums[k]!);
      const after = outputs[k]!;
      after.set(sums[k]!);
      if (k < layers.length - 1) rectify(after, layer.grid);
      before = after;
    });
    const logits = outputs.at(-1)!;
    let rival = target === 0 ? 1 : 0;
    for (let j = 0; j < logits.length; j += 1) if (j !== target && logits[j]! > logits[rival]!) rival = j;
    return { margin: Math.fround(logits[target]! - logits[rival]!), rival };
  }

  /** Writes the gradient of the margin of the row that went forward last. */
  function backward(rival: number, slopes: Float32Array, at: number): void {
    let after = new Float64Array(layers.at(-1)!.outputs);
    after[target] = 1;
    after[rival] = -1;
    for (let k = layers.length - 1; k >= 0; k -= 1) {
      const { weight, inputs, outputs: count } = layers[k]!;
      const before = back[k]!;
      for (let i = 0; i < inputs; i += 1) {
        // From a rectifier that is shut, or at the top of its grid, nothing comes back.
        const isShut = k > 0 && (outputs[k - 1]![i] === 0 || outputs[k - 1]![i] === tops[k - 1]);
        let sum = 0;
        if (!isShut) for (let j = 0; j < count; j += 1) sum += weight[i * count + j]! * after[j]!;
        before[i] = sum;
      }
      after = before;
    }
    slopes.set(after, at);
  }

  const rowOf = ({ data }: NDArray, row: number): ArrayLike<number> =>
    data.subarray(row * width, (row + 1) * width);
  return {
    margins: (x) => Float32Array.from({ length: x.shape[0]! }, (_, row) => forward(rowOf(x, row)).margin),
    slopes(x): Slopes {
      const margins = new Float32Array(x.shape[0]!);
      const slopes = new Float32Array(margins.length * width);
      for (let row = 0; row < margins.length; row += 1) {
        const { margin, rival } = forward(rowOf(x, row));
        margins[row] = margin;
        backward(rival, slopes, row * width);
      }
      return { margins, slopes };
    },
  };
}

const topOf = ({ bits }: ActivationGrid): number => 2 ** bits - 1;

function rectify(values: Float32Array, grid: ActivationGrid | null): void {
  for (let j = 0; j < values.length; j += 1) {
    const value = Math.max(0, values[j]!);
    values[j] = grid === null ? value : roundToStep(value, grid.scale, 0, topOf(grid)) * grid.scale;
  }
}

/** Sums of a layer, bias first and then input by input. */
function through(
  { weight, bias, outputs }: RectifiedLayer,
  before: ArrayLike<number>,
  sums: Float64Array,
): void {
  sums.set(bias);
  for (let i = 0; i < before.length; i += 1) {
    const value = before[i]!;
    if (value === 0) continue;
    const at = i * outputs;
    for (let j = 0; j < outputs; j += 1) sums[j]! += value * weight[at + j]!;
  }
}

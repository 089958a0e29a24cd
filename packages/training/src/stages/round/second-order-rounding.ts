import { ndarray, type NDArray } from '@cfq/jit';
import { roundHalfEven } from '@cfq/quantizers';
import { codeGrid } from '../../scheme/rounding/code-grid.ts';
import { evenGrid, type GridOfWeight } from '../../scheme/rounding/even-grid.ts';
import { inverseFactor } from './inverse-factor.ts';
import { outputErrors } from './output-errors.ts';

/** What {@link secondOrderRounding} rounds. */
export interface SecondOrderProblem {
  /** [inputs, outputs]. */
  readonly weight: NDArray;
  readonly grid: GridOfWeight;
  /** `Xᵀ X / n` of what the layer reads [inputs · inputs]. */
  readonly gram: Float64Array;
  /** 1 where a weight may be other than zero; null: everywhere. */
  readonly mask: NDArray | null;
  /** Share of the mean of the diagonal that is added to it; at least 0. */
  readonly damping: number;
  /** Inputs that matter most first, instead of as they stand. */
  readonly actOrder: boolean;
}

/**
 * Rounds the weights of a layer, input by input: each takes the code nearest to it, and those still to come move by what
 * makes up for its error in the outputs. Of each output the better of this and plain nearest is kept, by the squared error
 * on the rows, so that no output is worse than by nearest.
 *
 * @returns weights on the grid, in the shape given.
 * @see Frantar et al. 2022, "GPTQ", §3; the comparison with nearest is ours.
 */
export function secondOrderRounding(problem: SecondOrderProblem): NDArray {
  const { weight, grid, gram, mask, damping, actOrder } = problem;
  const [inputs = 0, outputs = 0] = weight.shape;
  const { low, high } = codeGrid(grid.quantizer, grid.bits);
  const { step, zero, ratio } = evenGrid(weight, grid);
  const onGrid = (value: number, index: number): number => {
    if (mask?.data[index] === 0) return 0;
    const from = zero(index);
    const code = Math.min(Math.max(ratio(value, index), low - from), high - from);
    return Math.fround(roundHalfEven(code) * step(index));
  };
  const order = Array.from({ length: inputs }, (_, input) => input);
  const weightOf = (input: number): number => gram[input * inputs + input]!;
  if (actOrder) order.sort((a, b) => weightOf(b) - weightOf(a) || a - b);
  const factor = inverseFactor(dampedInOrder(gram, order, damping));
  const left = Float64Array.from(weight.data);
  const rounded = new Float32Array(weight.data.length);
  const errors = new Float64Array(outputs);
  for (let place = 0; place < inputs; place += 1) {
    const input = order[place]!;
    const own = factor[place * inputs + place]!;
    for (let j = 0; j < outputs; j += 1) {
      const index = input * outputs + j;
      rounded[index] = onGrid(left[index]!, index);
      errors[j] = (left[index]! - rounded[index]) / own;
    }
    for (let later = place + 1; later < inputs; later += 1) {
      const share = factor[place * inputs + later]!;
      if (share === 0) continue;
      const from = order[later]! * outputs;
      for (let j = 0; j < outputs; j += 1) left[from + j]! -= share * errors[j]!;
    }
  }
  const nearest = Float32Array.from(weight.data, onGrid);
  return ndarray(betterByOutput(weight, [rounded, nearest], gram), weight.shape);
}

/** Of two roundings, output by output the one of less squared error; of equal ones the second. */
function betterByOutput(
  weight: NDArray,
  [first, second]: readonly [Float32Array, Float32Array],
  gram: Float64Array,
): Float32Array {
  const outputs = weight.shape[1] ?? 1;
  const errorsOf = (rounded: Float32Array): Float64Array =>
    outputErrors(
      Float64Array.from(weight.data, (value, index) => value - rounded[index]!),
      gram,
    );
  const [one, other] = [errorsOf(first), errorsOf(second)];
  return first.map((value, index) =>
    one[index % outputs]! < other[index % outputs]! ? value : second[index]!,
  );
}

/** A Gram matrix with its rows and columns in an order, and something on its diagonal so that it can be inverted. */
function dampedInOrder(gram: Float64Array, order: readonly number[], damping: number): Float64Array {
  const width = order.length;
  const trace = order.reduce((sum, input) => sum + gram[input * width + input]!, 0);
  // Columns that are zero on all rows leave nothing to weigh: each is then by itself.
  const added = trace > 0 ? (damping * trace) / width : 1;
  const damped = new Float64Array(gram.length);
  order.forEach((row, i) => {
    order.forEach((column, j) => {
      damped[i * width + j] = gram[row * width + column]! + (i === j ? added : 0);
    });
  });
  return damped;
}

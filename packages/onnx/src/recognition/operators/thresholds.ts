import { constant, input, number, type Operator } from './operator.ts';
import { affine } from '../linear-forms.ts';
import { decoded, rectifiedCodes } from '../rectified-codes.ts';
import { refuse } from '../obstacle.ts';
import { affineSteps, isSteppable, stepsOf } from '../steps.ts';
import { affineRows } from './arithmetic.ts';
import { rectified } from './bending.ts';
import type { Columns } from '../values.ts';

/** How far apart thresholds may be said to be the same, relative to a step: float32 numbers of some size. */
const tolerance = 1e-4;

/** First threshold and distance of those of a channel; refuses other than even steps. */
function evenSteps(thresholds: Float64Array): { readonly first: number; readonly step: number } {
  const [first] = thresholds;
  if (first === undefined) return refuse('it has no thresholds');
  const count = thresholds.length;
  const step = count === 1 ? 1 : (thresholds[count - 1]! - first) / (count - 1);
  const isEven =
    step > 0 && thresholds.every((value, at) => Math.abs(value - first - at * step) <= tolerance * step);
  return isEven ? { first, step } : refuse('its thresholds are not evenly apart');
}

/**
 * How many thresholds a sum reaches, times a scale, plus a bias. With thresholds evenly apart that is a grid: a sum that
 * lies on a threshold goes up, where a grid goes to the even code.
 *
 * @see QONNX, `MultiThreshold`.
 */
const multiThreshold: Operator = (call) => {
  const value = input(call, 0);
  const { numbers, dims } = constant(call, 1);
  if (!('tail' in value) || value.tail.length !== 1) return refuse('it does not hold rows of columns');
  const [channels = 0, count = 0] = dims;
  const width = value.tail[0]!;
  if (dims.length !== 2 || (channels !== 1 && channels !== width))
    return refuse('its thresholds match no columns');
  const bits = Math.log2(count + 1);
  if (!Number.isInteger(bits) || bits > 16) return refuse(`outputs are rounded to ${count + 1} levels`);
  const steps = Array.from({ length: channels }, (_, at) =>
    evenSteps(numbers.slice(at * count, (at + 1) * count)),
  );
  const of = (at: number): { readonly first: number; readonly step: number } =>
    steps[channels === 1 ? 0 : at]!;
  const shared = steps.every(({ step }) => Math.abs(step - of(0).step) <= tolerance * of(0).step);
  // In steps of one where they differ, else as they are; half a step below the first threshold is 0.
  const factors = new Float64Array(width).map((_, at) => (shared ? 1 : 1 / of(at).step));
  const shifts = factors.map((factor, at) => {
    const shift = (of(at).step / 2 - of(at).first) * factor;
    return Math.abs(shift) <= tolerance * of(at).step * factor ? 0 : shift;
  });
  const step = shared ? of(0).step : 1;
  const [scale, bias] = [number(call, 'out_scale', 'float', 1), number(call, 'out_bias', 'float', 0)];
  if (value.kind === 'columns' && isSteppable(value)) {
    const shifted = affineRows(value, factors, shifts) as Columns;
    const places = new Float64Array(width);
    return [
      affineSteps(
        stepsOf(shifted, shared ? of(0).step : 1, 0, [0, count]),
        places.map(() => scale),
        places.map(() => bias),
      ),
    ];
  }
  const codes = rectifiedCodes(rectified(affineRows(value, factors, shifts)));
  // Thresholds are sums in float32; the scale of the codes is the step that was meant.
  const meant = Math.abs(scale - step) <= tolerance * step ? scale : step;
  const columns = decoded(
    { ...codes, factor: codes.factor / meant, highest: count, rounded: true },
    scale,
    0,
  );
  return [{ ...columns, columns: columns.columns.map((column) => affine(column, 1, bias)) }];
};

/** Operators of QONNX that count thresholds. */
export const thresholds: Readonly<Record<string, Operator>> = { MultiThreshold: multiThreshold };

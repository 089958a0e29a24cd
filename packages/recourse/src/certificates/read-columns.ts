import { decodeWeights, type ColumnGrid } from '@cfq/network';
import { gamma, unitRoundoff } from './gamma.ts';
import type { PreparedColumns } from './prepare-columns.ts';
import type { Arithmetic } from './rounding-noise.ts';

/** A box: an interval for each column. */
export interface ColumnBox {
  readonly centre: Float64Array;
  readonly radii: Float64Array;
}

interface Ends {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Numbers as the covered evaluation rounds them. */
type Round = (value: number) => number;

/** Steps that an interval may be rounded to, both within the range of a grid. */
function stepsWithin(
  low: number,
  high: number,
  { lowest, highest }: Pick<ColumnGrid, 'lowest' | 'highest'>,
  slack: number,
): readonly [least: number, most: number] {
  const held = (step: number): number => Math.min(Math.max(step, lowest), highest);
  return [held(Math.ceil(low - slack - 0.5)), held(Math.floor(high + slack + 0.5))];
}

function onColumnGrid(grid: ColumnGrid, { low, high }: Ends, unit: number, round: Round): void {
  const { scale, offset } = grid;
  for (let column = 0; column < low.length; column += 1) {
    const own = scale.length === 1 ? 0 : column;
    const [step, from] = [scale[own]!, offset[own]!];
    const ends = [(low[column]! - from) / step, (high[column]! - from) / step].sort((a, b) => a - b);
    // Moving and dividing are rounded: near the middle between two steps either may be taken.
    const size = Math.max(Math.abs(low[column]!), Math.abs(high[column]!)) + Math.abs(from);
    const steps = stepsWithin(ends[0]!, ends[1]!, grid, (4 * unit * size) / Math.abs(step));
    const values = steps.map((count) => round(round(count * step) + from));
    low[column] = Math.min(...values);
    high[column] = Math.max(...values);
  }
}

function throughFront(
  { layer, grid }: NonNullable<PreparedColumns['front']>,
  box: Ends,
  unit: number,
  round: Round,
): Ends {
  const { data } = decodeWeights(layer.weight);
  const outputs = layer.bias.length;
  const [low, high] = [new Float64Array(outputs), new Float64Array(outputs)];
  for (let output = 0; output < outputs; output += 1) {
    let [least, most, size] = [grid.bias[output]!, grid.bias[output]!, Math.abs(grid.bias[output]!)];
    for (let column = 0; column < box.low.length; column += 1) {
      const weight = data[column * outputs + output]!;
      const ends = [weight * box.low[column]!, weight * box.high[column]!];
      least += Math.min(...ends);
      most += Math.max(...ends);
      size += Math.max(...ends.map(Math.abs));
    }
    const noise = (gamma(box.low.length + 4, unit) * size) / grid.scale;
    const steps = stepsWithin(least / grid.scale, most / grid.scale, grid, noise);
    const [from, to] = steps.map((count) => round(round(count * grid.scale) + layer.bias[output]!));
    low[output] = from!;
    high[output] = to!;
  }
  return { low, high };
}

/**
 * The box of columns that the layers of both networks read, for all rows of a box: every step that one of its values may
 * be rounded to lies within. Both networks are taken to round a row alike.
 *
 * @param x data with the centre of the box at `from`.
 */
export function readColumns(
  { inputGrid, front }: PreparedColumns,
  { x, from, radii }: { readonly x: ArrayLike<number>; readonly from: number; readonly radii: Float64Array },
  arithmetic: Arithmetic,
): ColumnBox {
  const isExact = arithmetic === 'exact';
  const unit = unitRoundoff[isExact ? 'float64' : 'float32'];
  const round: Round = isExact ? (value) => value : Math.fround;
  let box: Ends = {
    low: radii.map((radius, column) => x[from + column]! - radius),
    high: radii.map((radius, column) => x[from + column]! + radius),
  };
  if (inputGrid !== null) onColumnGrid(inputGrid, box, unit, round);
  if (front !== null) box = throughFront(front, box, unit, round);
  const { low, high } = box;
  const centre = low.map((value, column) => (value === high[column] ? value : (value + high[column]!) / 2));
  return {
    centre,
    // Outwards by what halving and adding may be off.
    radii: low.map((value, column) =>
      value === high[column]
        ? 0
        : ((high[column]! - value) / 2) * (1 + 2 ** -50) + 2 ** -50 * Math.abs(centre[column]!),
    ),
  };
}

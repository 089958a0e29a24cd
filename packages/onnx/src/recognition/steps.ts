import type { ColumnGrid, ColumnSource, SumGrid } from '@cfq/network';
import { boundedSize } from './bounded-size.ts';
import { closeLayer, isPlain, withinSource } from './close-layer.ts';
import { affine, denseOf, isOfFile, outputsOf } from './linear-forms.ts';
import { refuse } from './obstacle.ts';
import { sumsOf } from './picks.ts';
import { scaleOutputs } from './scale-outputs.ts';
import type { Column, Columns, Dense, Steps, Value } from './values.ts';

/** Whether a value is one that steps are made of: columns of the file, or sums. */
export function isSteppable(value: Value): value is Columns | Dense {
  return value.kind === 'dense' || (value.kind === 'columns' && isOfFile(value.stage));
}

/** Codes within a range, that of the codes themselves. */
export function stepsOf(
  of: Columns | Dense,
  scale: number,
  zeroPoint: number,
  [lowest, highest]: readonly [lowest: number, highest: number],
): Steps {
  if (!(scale > 0)) return refuse(`it rounds to steps of ${scale}`);
  return {
    ...{ kind: 'steps', of, scale, zeroPoint, tail: of.tail },
    ...{ lowest: lowest - zeroPoint, highest: highest - zeroPoint },
  };
}

/** Codes that are held within a range. */
export function within(steps: Steps, lowest: number, highest: number): Steps {
  const { zeroPoint } = steps;
  return {
    ...steps,
    lowest: Math.max(steps.lowest, Math.ceil(lowest - zeroPoint)),
    highest: Math.min(steps.highest, Math.floor(highest - zeroPoint)),
  };
}

/** Grids of sums that are multiplied by a factor, the same for all. */
export function scaledGrids(grids: readonly SumGrid[], factors: Float64Array): readonly SumGrid[] {
  const [factor = 1] = factors;
  if (grids.length === 0 || factors.every((one) => one === 1)) return grids;
  if (factor === 0 || factors.some((one) => one !== factor)) return refuse('rounded sums are scaled apart');
  return grids.map(({ scale, lowest, highest, bias }) => ({
    scale: Math.fround(scale * Math.abs(factor)),
    ...(factor > 0 ? { lowest, highest } : { lowest: -highest, highest: -lowest }),
    bias: bias.map((value) => value * factor),
  }));
}

/** The range of steps, where it is one of a grid. */
function rangeOf({ lowest, highest }: Steps): { readonly lowest: number; readonly highest: number } {
  const isBounded = highest - lowest >= 1 && highest - lowest < 2 ** 16;
  if (!isBounded) return refuse(`it rounds to ${highest - lowest + 1} levels`);
  return lowest <= 0 && highest >= 0 ? { lowest, highest } : refuse('0 is no step of what it rounds to');
}

/** Relative size of what is lost where a number is divided by a scale and multiplied by it again. */
const lost = 1e-12;

/** A column without what scaling it down and up again left of it. */
function restored({ terms, constant, lookup }: Column): Column {
  return {
    terms: terms.map((term) => (Math.abs(term.factor - 1) < lost ? { of: term.of, factor: 1 } : term)),
    constant: Math.abs(constant) < lost ? 0 : constant,
    lookup,
  };
}

/**
 * Columns on a grid with a number added to each, as other columns on a grid that begins elsewhere; null where that is not
 * what they are.
 */
export function movedOnGrid(value: Columns, addends: Float64Array): Columns | null {
  const { stage, columns } = value;
  const { inputGrid, sources } = stage;
  const isWhole = columns.every((column, at) => isPlain(column) && column.terms[0]!.of === at);
  if (inputGrid === null || stage.layers.length > 0 || columns.length !== stage.width || !isWhole)
    return null;
  const moved = sources.map((of, at) =>
    withinSource({ terms: [{ of, factor: 1 }], constant: addends[at]!, lookup: null }),
  );
  if (!moved.every(isPlain)) return null;
  const each = (values: Float32Array): Float32Array =>
    Float32Array.from(sources, (_, at) => values[values.length === 1 ? 0 : at]!);
  return {
    ...value,
    stage: {
      ...stage,
      sources: moved.map(({ terms }) => terms[0]!.of as ColumnSource),
      inputGrid: {
        ...inputGrid,
        scale: each(inputGrid.scale),
        offset: each(inputGrid.offset).map((from, at) => from + addends[at]!),
      },
    },
  };
}

/** Columns on a grid, as what the first layer reads; a layer that only adds up gives them where sources do not. */
function roundedColumns(columns: Columns, grid: ColumnGrid): Columns {
  const { tail } = columns;
  const within = columns.columns.map(withinSource);
  if (within.every(isPlain)) {
    const sources = within.map(({ terms }) => terms[0]!.of as ColumnSource);
    return outputsOf({ sources, inputGrid: grid, layers: [], width: sources.length }, tail);
  }
  const width = within.length;
  const identity = new Float32Array(boundedSize([width, width]));
  for (let at = 0; at < width; at += 1) identity[at * width + at] = 1;
  const [scale] = grid.scale;
  if (grid.scale.length > 1 || grid.offset.some((value) => value !== 0)) {
    return refuse('columns that are put together are rounded to steps that differ');
  }
  const stage = closeLayer(
    {
      ...columns,
      weight: { kind: 'float', values: { data: identity, shape: [width, width] } },
      grids: [{ scale: scale!, lowest: grid.lowest, highest: grid.highest, bias: new Float32Array(width) }],
      bias: new Float64Array(width),
      name: 'columns',
    },
    'linear',
  );
  return outputsOf(stage, tail);
}

/** `factor · step + addend` for each column, the step less the zero point. */
function valuesOfSteps(steps: Steps, factors: Float64Array, addends: Float64Array): Columns | Dense {
  const { of, scale } = steps;
  const range = rangeOf(steps);
  const [factor = 1] = factors;
  const isShared = factors.every((one) => one === factor);
  if (of.kind === 'columns') {
    const columns = of.columns.map((column, at) =>
      restored(affine(column, factors[at]! / scale, addends[at]!)),
    );
    const isUniform = isShared && addends.every((addend) => addend === 0);
    return roundedColumns(
      { ...of, columns },
      {
        ...range,
        scale: Float32Array.from(isUniform ? [factor] : factors),
        offset: Float32Array.from(isUniform ? [0] : addends),
      },
    );
  }
  if (!isShared || !(factor > 0)) return refuse('sums are rounded to steps that differ');
  const sums = sumsOf(of);
  const ratios = new Float64Array(sums.bias.length).fill(factor / scale);
  const bias = Float32Array.from(sums.bias, (value) => value * (factor / scale));
  return denseOf(
    {
      ...sums,
      weight: scaleOutputs(sums.weight, ratios),
      grids: [...scaledGrids(sums.grids, ratios), { scale: Math.fround(factor), ...range, bias }],
      bias: addends.slice(),
    },
    of.tail,
  );
}

const filled = (steps: Steps, value: number): Float64Array =>
  new Float64Array(steps.tail.reduce((product, size) => product * size, 1)).fill(value);

/** `(codes − zeroPoint) · scale`. */
export function decodedSteps(steps: Steps, scale: number, zeroPoint: number): Columns | Dense {
  return valuesOfSteps(steps, filled(steps, scale), filled(steps, (steps.zeroPoint - zeroPoint) * scale));
}

/** Codes as numbers. */
export function stepsAsNumbers(steps: Steps): Columns | Dense {
  return valuesOfSteps(steps, filled(steps, 1), filled(steps, steps.zeroPoint));
}

/** `factors · codes + addends`; codes that are only moved, all alike, stay codes. */
export function affineSteps(
  steps: Steps,
  factors: Float64Array,
  addends: Float64Array,
): Columns | Dense | Steps {
  const [addend = 0] = addends;
  if (factors.every((factor) => factor === 1) && addends.every((one) => one === addend)) {
    return { ...steps, zeroPoint: steps.zeroPoint + addend };
  }
  const constants = addends.map((one, at) => one + factors[at]! * steps.zeroPoint);
  return valuesOfSteps(steps, factors, constants);
}

import { decodeWeights, type ColumnSource, type DenseLayer, type SumGrid, type Weights } from '@cfq/network';
import { boundedSize } from './bounded-size.ts';
import { isOfFile } from './linear-forms.ts';
import { refuse } from './obstacle.ts';
import type { Column, Stage, Sums, Term } from './values.ts';

/** A column of one number source with everything that is done to it taken into the source. */
export function withinSource(column: Column): Column {
  const [term] = column.terms;
  if (term === undefined || column.terms.length !== 1) return column;
  const { of, factor } = term;
  if (typeof of === 'number' || of.kind !== 'number' || factor === 0) return column;
  const scale = of.scale / factor;
  const offset = of.offset - (column.constant * of.scale) / factor;
  if (!Number.isFinite(scale) || scale === 0 || !Number.isFinite(offset)) return column;
  return { terms: [{ of: { ...of, offset, scale }, factor: 1 }], constant: 0, lookup: null };
}

/** Whether a column is one of what it reads, as it is. */
export const isPlain = ({ terms, constant }: Column): boolean =>
  terms.length === 1 && terms[0]!.factor === 1 && constant === 0;

interface Expanded {
  readonly weight: Weights;
  readonly grids: readonly SumGrid[];
  readonly bias: Float64Array;
}

/** Weights over what the terms are of, instead of over the columns. */
function expand(
  { columns, weight, grids, bias }: Pick<Sums, 'columns' | 'weight' | 'grids' | 'bias'>,
  width: number,
  placeOf: (term: Term) => number,
): Expanded {
  const { data } = decodeWeights(weight);
  const outputs = bias.length;
  const values = new Float64Array(boundedSize([width, outputs]));
  // What is added to the products, before they are rounded where they are.
  const [grid, ...others] = grids;
  const sums = grid === undefined ? bias.slice() : Float64Array.from(grid.bias);
  columns.forEach(({ terms, constant }, at) => {
    for (let output = 0; output < outputs; output += 1) {
      const factor = data[at * outputs + output]!;
      sums[output]! += constant * factor;
      for (const term of terms) values[placeOf(term) * outputs + output]! += term.factor * factor;
    }
  });
  const float = { data: new Float32Array(values), shape: [width, outputs] };
  const weights: Weights = { kind: 'float', values: float };
  if (grid === undefined) return { weight: weights, grids, bias: sums };
  return { weight: weights, grids: [{ ...grid, bias: Float32Array.from(sums) }, ...others], bias };
}

function overSources(sums: Sums): Expanded & { readonly sources: readonly ColumnSource[] } {
  const columns = sums.columns.map(withinSource);
  if (columns.every(isPlain)) {
    return { sources: columns.map(({ terms }) => terms[0]!.of as ColumnSource), ...sums };
  }
  const places = new Map<string, number>();
  const sources: ColumnSource[] = [];
  const placeOf = ({ of }: Term): number => {
    const key = JSON.stringify(of);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, sources.length);
    return sources.push(of as ColumnSource) - 1;
  };
  for (const { terms } of columns) terms.forEach(placeOf);
  return { sources, ...expand({ ...sums, columns }, sources.length, placeOf) };
}

function overOutputs(sums: Sums): Expanded {
  const { columns, stage } = sums;
  const isWhole =
    columns.length === stage.width &&
    columns.every((column, at) => isPlain(column) && column.terms[0]!.of === at);
  return isWhole ? sums : expand(sums, stage.width, ({ of }) => of as number);
}

/**
 * A stage with these sums as its last layer. What was done to the columns on their way is taken into their sources, or
 * into weights and bias.
 */
export function closeLayer(sums: Sums, activation: DenseLayer['activation']): Stage {
  const { stage } = sums;
  const { weight, grids, bias, sources } = isOfFile(stage)
    ? overSources(sums)
    : { ...overOutputs(sums), sources: stage.sources };
  const floats = Float32Array.from(bias);
  if (floats.some((value) => !Number.isFinite(value))) return refuse('biases are not finite');
  const names = new Set(stage.layers.map(({ name }) => name));
  const name = sums.name !== '' && !names.has(sums.name) ? sums.name : `dense${stage.layers.length}`;
  const layer: DenseLayer = {
    ...{ kind: 'dense', name, weight, sumGrids: grids, bias: floats, activation, grid: null },
  };
  const { inputGrid, layers } = stage;
  return { sources, inputGrid, layers: [...layers, layer], width: floats.length };
}

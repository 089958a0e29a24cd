import type { Weights } from '@cfq/network';
import { elementCount } from '../tensors/element-count.ts';
import { boundedSize } from './bounded-size.ts';
import { refuse } from './obstacle.ts';
import type { Constant, Dense, Rows, Scores, Sums, Value } from './values.ts';
import { decodeWeights } from '@cfq/network';

/** A tensor made of elements of another: the place that each comes from, row-major. */
export interface Picks {
  readonly dims: readonly number[];
  readonly from: Int32Array;
}

/** Every element of a tensor at its place. */
export function allOf(dims: readonly number[]): Picks {
  return { dims, from: new Int32Array(boundedSize(dims)).map((_, at) => at) };
}

type Stored = Exclude<Weights, { kind: 'float' }>;

/** Codes of a matrix that was turned on its side, or left as it was. */
function pickStored(stored: Stored | null, { dims, from }: Picks): Stored | null {
  if (stored === null) return null;
  const [inputs, outputs] = stored.shape;
  const isSame = from.every((place, at) => place === at);
  if (isSame && dims.length === 2 && dims[0] === inputs) return stored;
  const isTurned =
    dims.length === 2 &&
    dims[0] === outputs &&
    from.length === stored.codes.length &&
    from.every((place, at) => place === (at % inputs!) * outputs! + Math.floor(at / inputs!));
  if (!isTurned) return null;
  const axis = stored.axis === null ? null : 1 - stored.axis;
  return { ...stored, codes: stored.codes.map((_, at) => stored.codes[from[at]!]!), shape: dims, axis };
}

/** Elements of a constant. */
export function pickConstant(constant: Constant, picks: Picks): Constant {
  const { numbers, texts, stored } = constant;
  return {
    ...constant,
    dims: picks.dims,
    numbers:
      texts === null
        ? new Float64Array(picks.from.length).map((_, at) => numbers[picks.from[at]!]!)
        : numbers,
    texts: texts === null ? null : Array.from(picks.from, (place) => texts[place]!),
    stored: pickStored(stored, picks),
  };
}

/** The sums that the columns of a value are, in their order. */
export function sumsOf({ sums, order: places }: Dense): Sums {
  const outputs = sums.bias.length;
  if (places.length === outputs && places.every((place, at) => place === at)) return sums;
  const { data } = decodeWeights(sums.weight);
  const inputs = sums.columns.length;
  const picked = Float32Array.from(
    { length: inputs * places.length },
    (_, at) => data[Math.floor(at / places.length) * outputs + places[at % places.length]!]!,
  );
  return {
    ...sums,
    weight: { kind: 'float', values: { data: picked, shape: [inputs, places.length] } },
    grids: sums.grids.map((grid) => ({
      ...grid,
      bias: Float32Array.from(places, (place) => grid.bias[place]!),
    })),
    bias: Float64Array.from(places, (place) => sums.bias[place]!),
  };
}

function pickScores(scores: Scores, places: readonly number[], tail: readonly number[]): Scores {
  const order = places.map((place) => scores.order[place]!);
  if (scores.says === 'complements' && order.length === 2 && places[1] !== 1)
    return refuse('scores change their places here');
  if (order.length === scores.order.length) return { ...scores, order, tail };
  if (order.length === 1 && scores.says === 'probabilities' && scores.order.length === 2) {
    return { ...scores, says: 'probability', order, tail };
  }
  if (
    order.length === 1 &&
    (scores.says === 'opposites' || (scores.says === 'complements' && places[0] === 1))
  ) {
    return { ...scores, says: 'margins', order, tail };
  }
  return refuse('some of the scores are left out');
}

/** Rows whose columns are columns of others. */
export function pickColumns(value: Rows, tail: readonly number[], places: readonly number[]): Rows {
  switch (value.kind) {
    case 'columns':
      return { ...value, tail, columns: places.map((place) => value.columns[place]!) };
    case 'texts':
      return { ...value, tail, lookups: places.map((place) => value.lookups[place]!) };
    case 'dense':
      return { ...value, tail, order: places.map((place) => value.order[place]!) };
    case 'scores':
      return pickScores(value, places, tail);
    case 'codes':
    case 'steps':
    case 'labels':
      if (places.some((place, at) => place !== at)) return refuse('columns change their places here');
      return { ...value, tail };
  }
}

/** Whether a value has rows. */
export const hasRows = (value: Value): value is Rows => 'tail' in value;

/** A rearrangement of the shape `[rows, …tail]` as one of its columns; refuses one that mixes rows. */
export function columnsOfPicks(
  { dims, from }: Picks,
  rows: number,
  width: number,
): { tail: number[]; places: number[] } {
  const [first, ...tail] = dims;
  const each = elementCount(tail);
  const places = Array.from(from.subarray(0, each));
  const keepsRows =
    first === rows &&
    from.length === rows * each &&
    from.every((place, at) => place === Math.floor(at / each) * width + places[at % each]!);
  return keepsRows ? { tail, places } : refuse('rows are mixed or turned');
}

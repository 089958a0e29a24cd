import {
  decodeWeights,
  splitColumnLayer,
  type ColumnGrid,
  type DenseLayer,
  type Network,
  type SumGrid,
} from '@cfq/network';

import { RecourseError } from '../recourse-error.ts';

/** What is made of a row before the layers of both networks read it. */
export interface PreparedColumns {
  readonly inputGrid: ColumnGrid | null;
  /** A linear layer that puts columns together, and the grid of its sums; null where there is none. */
  readonly front: { readonly layer: DenseLayer; readonly grid: SumGrid } | null;
}

/** Networks without what they have in front. */
interface Behind {
  readonly columns: PreparedColumns | null;
  readonly teacher: Network;
  readonly student: Network;
}

const same = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
  one.length === other.length && Array.prototype.every.call(one, (value, at) => value === other[at]);

function areSameGrids(one: ColumnGrid | null, other: ColumnGrid | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    same(one.scale, other.scale) &&
    same(one.offset, other.offset) &&
    one.lowest === other.lowest &&
    one.highest === other.highest
  );
}

/** The layer in front, with its one grid. */
function frontOf(network: Network): PreparedColumns['front'] {
  const { front } = splitColumnLayer(network);
  return front && { layer: front, grid: front.sumGrids[0]! };
}

function areSameFronts(one: PreparedColumns['front'], other: PreparedColumns['front']): boolean {
  if (one === null || other === null) return one === other;
  return (
    same(decodeWeights(one.layer.weight).data, decodeWeights(other.layer.weight).data) &&
    same(one.layer.bias, other.layer.bias) &&
    same(one.grid.bias, other.grid.bias) &&
    one.grid.scale === other.grid.scale &&
    one.grid.lowest === other.grid.lowest &&
    one.grid.highest === other.grid.highest
  );
}

/**
 * What both networks make of a row before their layers, and the networks behind that: the grid of their columns, and a
 * linear layer whose sums are rounded. Both must make the same of it.
 *
 * @throws RecourseError where they do not.
 */
export function prepareColumns({
  teacher,
  student,
}: {
  readonly teacher: Network;
  readonly student: Network;
}): Behind {
  const fronts = { teacher: frontOf(teacher), student: frontOf(student) };
  if (!areSameGrids(teacher.inputGrid, student.inputGrid) || !areSameFronts(fronts.teacher, fronts.student)) {
    throw new RecourseError(
      'boundDifference: both networks read the same columns (expected the same input grid and the same layer that puts ' +
        'columns together, got others). Give the student what its teacher has in front.',
    );
  }
  const { inputGrid } = teacher;
  const front = fronts.teacher;
  const behind = ({ inputWidth, layers }: Network): Network =>
    front === null
      ? { inputWidth, inputGrid: null, layers }
      : { inputWidth: front.layer.bias.length, inputGrid: null, layers: layers.slice(1) };
  return {
    columns: inputGrid === null && front === null ? null : { inputGrid, front },
    teacher: behind(teacher),
    student: behind(student),
  };
}

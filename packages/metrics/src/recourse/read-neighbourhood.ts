import { checkEqual, checkValue, finite, flag, refusal } from '../internals/check.ts';
import { type Column, type Matrix, matrixOf, readColumns } from '../internals/column.ts';
import { atLeastOne } from './counting-rules.ts';

export interface NeighbourhoodInput {
  /** `[rows]` flags: there is a valid action. */
  readonly valid: Column;
  /** `[rows, columns]` where actions lead, `x + δ`; finite also where there is none. */
  readonly points: Matrix;
  /** `[people, columns]` people who exist, such as training rows, in the same columns and units. */
  readonly reference: Matrix;
  /** How many neighbours are looked at, ≥ 1. */
  readonly neighbours?: number | undefined;
}

/**
 * Reads where actions lead and the people they are held against.
 *
 * @param spare how many more people there must be than neighbours.
 * @throws MetricsError on sizes that disagree, entries that are not finite, or fewer people than neighbours.
 */
export function readNeighbourhood(
  origin: string,
  { valid, points, reference, neighbours }: NeighbourhoodInput,
  usual: number,
  spare = 0,
) {
  const read = readColumns(origin, { valid, points }, { valid: flag, points: matrixOf(finite) });
  const people = readColumns(origin, { reference }, { reference: matrixOf(finite) });
  const width = points.shape[1]!;
  checkEqual(origin, 'reference columns', width, reference.shape[1], 'Give both in the same columns.');
  const most = checkValue(origin, 'neighbours', neighbours ?? usual, atLeastOne);
  const rows = reference.shape[0]!;
  if (rows < most + spare) {
    throw refusal(
      origin,
      'reference rows',
      `${most + spare} or more`,
      rows,
      'Give more people, or fewer neighbours.',
    );
  }
  return { ...read, ...people, width, most };
}

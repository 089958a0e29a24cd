import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { countOf, valueOf } from '../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../cells/cell.ts';
import type { Counted, Discordant } from './over-seeds.ts';

/** The counts behind a share of a cell, at the leading issue margin where it has one; 0 of 0 where it is undefined. */
export function countedOf(cell: Cell, name: CellAggregate): Counted {
  const value = valueOf(name)(cell);
  const of = countOf(name)(cell);
  return value === null ? { hits: 0, of: 0 } : { hits: Math.round(value * of), of };
}

/**
 * The test rows that student and teacher decide differently, by who is right: of two classes one of them always is, so
 * that agreement and the two accuracies tell how many there are of each.
 */
export function discordantOf({ accuracyStudent, accuracyTeacher, agreement, n: { test } }: Cell): Discordant {
  if (accuracyStudent === null || accuracyTeacher === null || agreement === null) {
    return { first: 0, second: 0, of: 0 };
  }
  const apart = Math.round((1 - agreement) * test);
  const ahead = Math.round((accuracyStudent - accuracyTeacher) * test);
  const first = Math.min(apart, Math.max(0, Math.round((apart + ahead) / 2)));
  return { first, second: apart - first, of: test };
}

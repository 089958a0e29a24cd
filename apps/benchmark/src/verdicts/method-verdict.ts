import type { Cell } from '../cells/cell.ts';
import { isTrainedOut } from '../cells/models/trained-out.ts';
import { fixed } from '../tables/format-quantity.ts';
import { meanAndSpread } from '../tables/mean-and-spread.ts';
import type { MethodCells, TableCells } from '../tables/summarize-cells.ts';
import { targets, targetsMet } from '../tables/targets.ts';
import { countedOf, discordantOf } from './counts-of-cell.ts';
import { differenceOverSeeds, shareOverSeeds, type EstimateOverSeeds } from './over-seeds.ts';

/** Fewer promises than these, over all seeds, are said to be few. */
const few = 100;
/** Accuracies this close are called the same, where noise may be all that is between them. */
const alike = 0.005;
/** Over-grant from here on is worth a word. */
const notedOverGrant = 0.005;
/** Near misses approved from here on are worth a word; the protocol's target. */
const notedNearMiss = 0.05;

/**
 * A method in one sentence, from its cells: what became of accuracy, of the promises, of those who did nothing; and the
 * targets met of those that are defined. Cells whose teacher is not trained out are left out, and counted.
 */
export function methodVerdict(table: TableCells, row: MethodCells): string {
  const cells = row.cells.filter(isTrainedOut);
  const left = row.cells.length - cells.length;
  const name = `${row.method}: `;
  if (cells.length === 0) {
    return `${name}no verdict, the teacher is not trained out at ${left === 1 ? 'its seed' : `any of ${left} seeds`}.`;
  }
  const { met, defined } = targetsMet(targets(table, { ...row, cells }));
  const parts = [accuracy(cells), promises(cells), ...overGrant(cells), ...nearMisses(cells)];
  const without =
    left === 0 ? '' : ` (${left} of ${row.cells.length} seeds left out: the teacher is not trained out)`;
  const counted = defined === 0 ? 'no target is defined' : `${met} of ${defined} targets met`;
  return `${name}${parts.join(', ')}; ${counted}${without}.`;
}

function accuracy(cells: readonly Cell[]): string {
  const { value, lower, upper, interval } = differenceOverSeeds(cells.map(discordantOf));
  if (interval === 'none') return 'accuracy not measured';
  const ends = `[${signed(100 * lower)}, ${signed(100 * upper)} points${interval === 'exact' ? ', exact' : ''}]`;
  if (lower <= 0 && upper >= 0) {
    const apart = `${fixed(100 * Math.abs(value), 1)} points ${value < 0 ? 'lower' : 'higher'}`;
    return Math.abs(value) <= alike
      ? `same accuracy within noise ${ends}`
      : `accuracy ${apart}, within noise ${ends}`;
  }
  return `${value < 0 ? 'loses' : 'gains'} ${fixed(100 * Math.abs(value), 1)} points of accuracy ${ends}`;
}

function promises(cells: readonly Cell[]): string {
  const estimate = shareOverSeeds(cells.map((cell) => countedOf(cell, 'validityDrop')));
  const { value, interval, n } = estimate;
  if (interval === 'none') return 'no promise to break: nobody who was denied has an action';
  const only = n < few ? ` (only ${n} ${n === 1 ? 'promise' : 'promises'})` : '';
  if (value === 0) return `breaks none ${ends(estimate)}${only}`;
  if (value === 1) return `breaks every promise ${ends(estimate)}${only}`;
  return `breaks ${perHundred(value)} of 100 promises ${ends(estimate)}${only}`;
}

function overGrant(cells: readonly Cell[]): string[] {
  const estimate = shareOverSeeds(cells.map((cell) => countedOf(cell, 'overGrant')));
  if (!(estimate.value >= notedOverGrant)) return [];
  return [`approves ${perHundred(estimate.value)} % of the denied with no action ${ends(estimate)}`];
}

function nearMisses(cells: readonly Cell[]): string[] {
  const approved = 1 - meanAndSpread(cells.map((cell) => cell.nearMissFidelity)).mean;
  return approved > notedNearMiss ? [`approves ${perHundred(approved)} % of near misses`] : [];
}

function ends({ lower, upper, interval }: EstimateOverSeeds): string {
  return `[${perHundred(lower)}, ${perHundred(upper)}${interval === 'exact' ? ', exact' : ''}]`;
}

/** A share as percent, with a digit after the point where it is small. */
function perHundred(share: number): string {
  const percent = 100 * share;
  if (percent === 0 || percent === 100) return String(percent);
  if (percent < 0.05) return '< 0.05';
  if (percent > 99.95) return '> 99.95';
  return percent < 9.95 || percent > 90.05 ? fixed(percent, 1) : fixed(percent, 0);
}

function signed(value: number): string {
  const text = fixed(value, 1);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

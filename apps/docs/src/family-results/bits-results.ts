import { inWords, ownTargets, targetsMet, type TargetResult } from '@cfq/benchmark';
import { datasets } from '@cfq/datasets';
import { methods } from '@cfq/training';
import { inOrderOfRoles } from '../in-order-of-roles.ts';
import type { FamilyRow } from './family-rows.ts';

/** The issue margin at which the protocol sets its targets. */
const targetKappa = 0.2;

/** A method at a budget, on a data set. */
export interface BitsRow {
  readonly dataset: string;
  /** With what differs from its recipe. */
  readonly method: string;
  readonly budgetBits: number;
  /** Weight bits that were spent, and bytes of the packed file, means over seeds. */
  readonly bits: number;
  readonly bytes: number;
  readonly seeds: number;
  readonly targets: readonly TargetResult[];
  /** Whether every target that is defined is met. */
  readonly isFaithful: boolean;
}

/** The fewest bits at which a method is faithful, or the best that it came to. */
export interface FewestBits {
  readonly dataset: string;
  readonly method: string;
  /** The smallest budget at which every target is met; null where none of those measured is. */
  readonly faithful: BitsRow | null;
  /** The budget at which most targets are met, the smallest of equals. */
  readonly closest: BitsRow;
}

const meanOf = (rows: readonly FamilyRow[], column: string): number =>
  rows.reduce((sum, row) => sum + (row.number(column) ?? Number.NaN), 0) / rows.length;

function bitsRow(rows: readonly FamilyRow[]): BitsRow {
  const [{ dataset, budgetBits }] = rows as [FamilyRow];
  const targets = ownTargets(
    rows.map(({ number }) => ({
      accuracyTeacher: number('accuracy_teacher'),
      accuracyStudent: number('accuracy_student'),
      agreement: number('agreement'),
      acceptanceDrift: number('acceptance_drift'),
      validityDrop: number('validity_drop'),
      nearMissFidelity: number('near_miss_fidelity'),
      counterfactualRecourseGapMedian: number('counterfactual_recourse_gap_median'),
    })),
  );
  const { met, defined } = targetsMet(targets);
  return {
    ...{ dataset, method: nameOf(rows[0]!), budgetBits, seeds: rows.length, targets },
    ...{ bits: meanOf(rows, 'average_bits'), bytes: meanOf(rows, 'packed_bytes') },
    isFaithful: met === defined,
  };
}

/** The method, and in brackets what its variant says beyond the action policy. */
function nameOf({ method, variant }: FamilyRow): string {
  const others = variant.split(', ').filter((part) => part !== '' && !part.startsWith('actions='));
  return others.length === 0 ? method : `${method} (${inWords(others.join(', '))})`;
}

/**
 * What every method kept at every budget, by data set, method and budget, from the rows of a family with several budgets; those
 * targets of the protocol that need no other method.
 */
export function bitsResults(rows: readonly FamilyRow[]): BitsRow[] {
  const groups = new Map<string, FamilyRow[]>();
  for (const row of rows) {
    if (row.kappa !== targetKappa) continue;
    const key = [row.dataset, row.method, row.variant, row.budgetBits].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const [names, sets] = [inOrderOfRoles(methods).map(({ name }) => name), Object.keys(datasets)];
  const place = ({ method }: BitsRow): number => names.findIndex((name) => name === method.split(' ')[0]);
  return [...groups.values()]
    .map(bitsRow)
    .sort(
      (one, other) =>
        sets.indexOf(one.dataset) - sets.indexOf(other.dataset) ||
        place(one) - place(other) ||
        one.method.localeCompare(other.method) ||
        one.budgetBits - other.budgetBits,
    );
}

/** The fewest bits of every method on every data set, in the order of the rows. */
export function fewestBits(rows: readonly BitsRow[]): FewestBits[] {
  const groups = new Map<string, BitsRow[]>();
  for (const row of rows) {
    const key = [row.dataset, row.method].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const metOf = ({ targets }: BitsRow): number => targetsMet(targets).met;
  return [...groups.values()].map((group) => {
    const upwards = group.toSorted((one, other) => one.budgetBits - other.budgetBits);
    const [{ dataset, method }] = group as [BitsRow];
    return {
      ...{ dataset, method, faithful: upwards.find(({ isFaithful }) => isFaithful) ?? null },
      closest: upwards.reduce((best, row) => (metOf(row) > metOf(best) ? row : best)),
    };
  });
}

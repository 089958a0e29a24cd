import { datasets } from '@cfq/datasets';
import { methods, type Method } from '@cfq/training';
import type { FamilyRow } from './family-rows.ts';
import type { QuantizerMeasure } from './quantizer-measures.ts';
import { overSeeds, type OverSeeds } from './over-seeds.ts';

/** A method at a budget on a data set. */
export interface QuantizerRow {
  readonly dataset: string;
  readonly method: string;
  readonly bits: number;
  /** The quantizers of its weights and of its hidden outputs; null of a method that the catalogue does not have. */
  readonly weights: string | null;
  readonly activations: string | null;
  /** Percent, over seeds. */
  readonly measures: Readonly<Record<QuantizerMeasure, OverSeeds>>;
}

/** What the family `quantizers` measured. */
export interface QuantizerResults {
  readonly rows: readonly QuantizerRow[];
  /** Most seeds that a row has. */
  readonly seeds: number;
  /** Accuracy of full precision, percent, by data set. */
  readonly teachers: Readonly<Record<string, OverSeeds>>;
}

const percent = [0, 100] as const;

/** Number of a cell as percent, complemented where `of` says so. */
const percentOf = (value: number | null, complemented = false): number | null =>
  value === null ? null : 100 * (complemented ? 1 - value : value);

/** What every quantizer did to decisions and promises, a row a method, budget and data set, from the rows of the report. */
export function quantizerResults(rows: readonly FamilyRow[]): QuantizerResults {
  const groups = new Map<string, FamilyRow[]>();
  for (const row of rows) {
    const key = [row.dataset, row.method, row.budgetBits].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const results = [...groups.values()].map((group): QuantizerRow => {
    const [{ dataset, method, budgetBits: bits }] = group as [FamilyRow];
    return { ...{ dataset, method, bits, ...quantizersOf(method) }, measures: measuresOf(group) };
  });
  const names = Object.keys(methods);
  const sets = Object.keys(datasets);
  const sorted = results.sort(
    (one, other) =>
      sets.indexOf(one.dataset) - sets.indexOf(other.dataset) ||
      names.indexOf(one.method) - names.indexOf(other.method) ||
      one.bits - other.bits,
  );
  return {
    rows: sorted,
    seeds: Math.max(0, ...results.map(({ measures }) => measures.accuracy.n)),
    teachers: Object.fromEntries(
      [...new Set(sorted.map(({ dataset }) => dataset))].map((dataset) => {
        const own = rows.filter((row) => row.dataset === dataset && row.kappa === 0);
        const bySeed = new Map(own.map((row) => [row.seed, percentOf(row.number('accuracy_teacher'))]));
        return [dataset, overSeeds([...bySeed.values()], percent)];
      }),
    ),
  };
}

/** What is shown of a student, from its rows at every issue margin and seed. */
export function measuresOf(rows: readonly FamilyRow[]): QuantizerRow['measures'] {
  const at = (kappa: number) => rows.filter((row) => row.kappa === kappa);
  const over = (of: readonly FamilyRow[], column: string, complemented = false) =>
    overSeeds(
      of.map((row) => percentOf(row.number(column), complemented)),
      percent,
    );
  return {
    accuracy: over(at(0), 'accuracy_student'),
    flips: over(at(0), 'agreement', true),
    broken: over(at(0), 'validity_drop'),
    brokenWithMargin: over(at(0.2), 'validity_drop'),
    nearMiss: over(at(0), 'near_miss_fidelity'),
  };
}

/** Names of the quantizers of a method, by the catalogue. */
function quantizersOf(name: string): Pick<QuantizerRow, 'weights' | 'activations'> {
  const method = Object.values<Method>(methods).find((one) => one.name === name);
  if (method?.kind !== 'quantized') return { weights: null, activations: null };
  return { weights: method.weights.quantizer.name, activations: method.activations.quantizer.name };
}

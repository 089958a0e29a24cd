import type { Dataset } from '../dataset/dataset.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { adult } from './adult/adult.ts';
import { bank } from './bank/bank.ts';
import { compas } from './compas/compas.ts';
import { creditDefault } from './credit-default/credit-default.ts';
import { german } from './german/german.ts';
import { syntheticCurved, syntheticLinear } from './synthetic/synthetic-sets.ts';

/** The built-in data sets, by name. */
export const datasets = catalogue({
  adult,
  german,
  compas,
  bank,
  'credit-default': creditDefault,
  'synthetic-linear': syntheticLinear,
  'synthetic-curved': syntheticCurved,
});

/** Names of the built-in data sets. */
export type DatasetName = keyof typeof datasets;

/**
 * The built-in data set of a name.
 *
 * @throws DatasetError for an unknown name, listing the known ones.
 */
export function dataset(name: string): Dataset<DatasetName> {
  const found = Object.values<Dataset<DatasetName>>(datasets).find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  throw new DatasetError(
    `dataset: unknown data set "${name}" (expected one of ${Object.keys(datasets).join(', ')}). Correct the name.`,
  );
}

/** An entry under another name than its own is a type error. */
/* @__NO_SIDE_EFFECTS__ */
function catalogue<const Entries extends { readonly [Name in keyof Entries]: Dataset<Name & string> }>(
  entries: Entries,
): Entries {
  return entries;
}

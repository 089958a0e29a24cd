import { datasets } from '@cfq/datasets';
import { methods } from '@cfq/training';
import type { FamilyRow } from './family-rows.ts';
import { measuresOf, type QuantizerRow } from './quantizer-results.ts';

/** A method that reads columns of a width, on a data set. */
export interface InputsRow {
  readonly dataset: string;
  readonly method: string;
  /** Bits of the columns; null where they are as they are. */
  readonly inputBits: number | null;
  /** Percent, over seeds. */
  readonly measures: QuantizerRow['measures'];
}

/** What columns on few bits did, a row a data set, method and width, the widest first, from the rows of the family `inputs`. */
export function inputsResults(rows: readonly FamilyRow[]): InputsRow[] {
  const groups = new Map<string, FamilyRow[]>();
  for (const row of rows) {
    const key = [row.dataset, row.method, inputBitsOf(row)].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const [names, sets] = [Object.keys(methods), Object.keys(datasets)];
  return [...groups.values()]
    .map((group): InputsRow => {
      const [row] = group as [FamilyRow];
      const { dataset, method } = row;
      return { dataset, method, inputBits: inputBitsOf(row), measures: measuresOf(group) };
    })
    .sort(
      (one, other) =>
        sets.indexOf(one.dataset) - sets.indexOf(other.dataset) ||
        names.indexOf(one.method) - names.indexOf(other.method) ||
        (other.inputBits ?? 32) - (one.inputBits ?? 32),
    );
}

/** What a row's variant says of its columns. */
function inputBitsOf({ variant }: FamilyRow): number | null {
  const bits = /(?:^|, )inputBits=(\d+)/.exec(variant)?.[1];
  return bits === undefined ? null : Number(bits);
}

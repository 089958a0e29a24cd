import { nearestName } from '@cfq/parts';
import type { DatasetLabel } from '../dataset/dataset.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { wordLookup } from '../tables/word-lookup.ts';

const shown = 5;

/** The label of a file: its outcomes, sorted, and which of them is favourable. */
export interface ReadLabel extends DatasetLabel {
  readonly outcomes: readonly string[];
}

/**
 * The two outcomes of a label column. The favourable one is the cell that is spelt as the schema has it, else the one that
 * is the same number.
 *
 * @param origin Function and file, and where the schema names the favourable outcome, for error messages.
 * @param words The different cells of the column.
 * @throws DatasetError where there are not two, where neither is the favourable one, or where all rows are alike.
 */
export function readLabel(
  { caller, place }: { readonly caller: string; readonly place: string },
  { column, favourable: wanted }: { readonly column: string; readonly favourable: string },
  words: readonly string[],
): ReadLabel {
  const outcomes = [...words].sort();
  const isFavourable = wordLookup(new Map([[wanted, true]]));
  const favourable = outcomes.includes(wanted) ? wanted : outcomes.find((one) => isFavourable(one) === true);
  const unfavourable = outcomes.find((outcome) => outcome !== favourable);
  if (outcomes.length === 2 && favourable !== undefined && unfavourable !== undefined) {
    return { column, favourable, unfavourable, outcomes };
  }
  const more = outcomes.length > shown ? ', …' : '';
  const got = outcomes
    .slice(0, shown)
    .map((outcome) => JSON.stringify(outcome))
    .join(', ');
  const nearest = nearestName(wanted, outcomes);
  const remedy = outcomes.includes('')
    ? 'Leave out rows without an outcome.'
    : outcomes.length === 1
      ? 'With one outcome there is nothing to learn: add rows of the other.'
      : nearest === undefined || outcomes.length !== 2
        ? 'Correct the label.'
        : `Did you mean "${nearest}"? Words are compared as they are written.`;
  throw new DatasetError(
    `${caller}: label column "${column}" holds two values, one of them the favourable "${wanted}" as ${place} has it ` +
      `(got ${got}${more}). ${remedy}`,
  );
}

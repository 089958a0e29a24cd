import { DatasetError } from '../internals/dataset-error.ts';
import type { CellOrigin } from './bad-cell.ts';
import { missingLabel } from './missing-label.ts';
import type { SourceColumn } from './source-column.ts';
import type { SpecialCodes } from './table.ts';

/** Names of categories that stand for something else already. */
const reserved = [missingLabel, 'known', ''];

/**
 * The meanings of a column's special codes, each once, in order.
 *
 * @throws DatasetError for a meaning that is reserved or is a level too.
 */
export function assertMeanings(
  { caller }: CellOrigin,
  { name, special = new Map<string, string>() }: SourceColumn,
  levels: readonly string[],
): string[] {
  const labels = [...new Set(special.values())];
  const bad = labels.find((label) => reserved.includes(label) || levels.includes(label));
  if (bad === undefined) return labels;
  throw new DatasetError(
    `${caller}: column "${name}": the meaning of a special code is a name of its own (got "${bad}", which is ` +
      `${levels.includes(bad) ? 'a level' : 'reserved'}). Rename it.`,
  );
}

/** What a column with special codes has besides; nothing where no row has one. */
export function specialCodes(
  labels: readonly string[],
  codes: Int32Array,
): { readonly special?: SpecialCodes } {
  return codes.some((code) => code >= 0) ? { special: { labels, codes } } : {};
}

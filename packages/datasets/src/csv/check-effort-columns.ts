import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { badCell, type CellOrigin } from '../tables/bad-cell.ts';
import type { Table } from '../tables/table.ts';
import type { CompletePeopleSchema } from './dataset-schema.ts';

/**
 * Makes sure that the columns which say how hard changes are for each person are columns of numbers above 0 that the model does
 * not see.
 *
 * @param placeOf Where a feature stands in the schema, for error messages.
 * @throws DatasetError naming the feature and what is wrong with its column, or line, row and column of the first bad weight.
 */
export function checkEffortColumns(
  origin: CellOrigin,
  { columns }: CompletePeopleSchema,
  { features, table }: { readonly features: readonly FeatureSpec[]; readonly table: Table },
  placeOf: (name: string) => string,
): void {
  for (const { name, effort } of features) {
    if (effort === undefined) continue;
    const declared = Object.hasOwn(columns, effort) ? columns[effort] : undefined;
    const column = table.columns[effort];
    if (declared?.kind !== 'numeric' || declared.input || column?.kind !== 'number') {
      const got =
        declared === undefined
          ? 'none'
          : declared.kind === 'numeric'
            ? 'one that the model sees'
            : declared.kind;
      throw new DatasetError(
        `${origin.caller}: ${placeOf(name)}: the effort of "${name}" is a numeric column that is no input (expected one of ` +
          `the schema, got "${effort}": ${got}). Describe it: { kind: numeric, input: false }.`,
      );
    }
    const row = column.values.findIndex((weight) => !(weight > 0 || Number.isNaN(weight)));
    if (row >= 0) throw badCell(origin, effort, row, column.values[row]!, 'an effort above 0, or none');
  }
}

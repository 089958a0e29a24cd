import type { PeopleColumn } from '@cfq/datasets';
import { ModelsError } from '../models-error.ts';
import type { BindingContext } from './binding-context.ts';

/**
 * What the table writes in a column that the feature space leaves out, since it is the same for everybody: a word, for one
 * of several columns that are one feature its category, or null where there is no value.
 *
 * @throws ModelsError where there is no table, or it differs between people.
 */
export function droppedValue(
  { name, feature }: PeopleColumn,
  { people, name: file, featureSpace }: BindingContext,
): string | null {
  const column = people?.table.columns[feature];
  const spec = people?.features.find((one) => one.name === feature);
  if (people === null || column === undefined || spec === undefined) {
    throw new ModelsError(
      `bindModel: ${file}: the file reads "${name}", which encoded rows leave out (expected people, got none): ` +
        `${featureSpace.dropped?.[feature] ?? 'it is no feature.'} Pass people.`,
    );
  }
  const codeOf = (label: string, codes: Readonly<Record<string, string>> = {}) =>
    Object.keys(codes).find((word) => codes[word] === label) ?? label;
  const values = new Set<string | null>();
  for (let row = 0; row < people.table.rows && values.size < 2; row += 1) {
    const meaning = column.special?.labels[column.special.codes[row] ?? -1];
    if (meaning !== undefined) values.add(codeOf(meaning, spec.special));
    else if (column.kind === 'number') {
      const value = column.values[row]!;
      values.add(Number.isNaN(value) ? null : String(value));
    } else {
      const level = column.levels[column.codes[row]!];
      values.add(level === undefined ? null : codeOf(level, spec.codes));
    }
  }
  const [only = null] = values;
  if (values.size < 2) return only;
  throw new ModelsError(
    `bindModel: ${file}: the file reads "${name}", which encoded rows leave out (expected the same for everybody, got ` +
      `${[...values].map((value) => JSON.stringify(value)).join(' and ')}). Encode people by a feature space that has it.`,
  );
}

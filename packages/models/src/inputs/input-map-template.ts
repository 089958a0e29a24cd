import type { BindingContext } from '../cells/binding-context.ts';
import { columnsOf } from '../cells/cell-of-column.ts';
import { featureNamed } from '../cells/binding-context.ts';
import { wordsOfFeature } from '../cells/words-of-feature.ts';
import type { DescribedInput } from './bound-input.ts';

/** Most columns that are written out for an input. */
const most = 40;

/** An input map to be filled in: what could stand in the columns of each input, as YAML. */
export function inputMapTemplate(inputs: readonly DescribedInput[], context: BindingContext): string {
  const lines = ['inputs:'];
  const columns = columnsOf(context);
  for (const input of inputs) {
    const { name, type, columns: count, sized } = input;
    const key = JSON.stringify(name);
    if (sized && count === 1) {
      lines.push(
        `  ${key}: ${JSON.stringify(columns[0]?.name ?? 'COLUMN')} # ${type}: a column of the table`,
      );
      continue;
    }
    lines.push(
      `  ${key}: # ${sized ? `${count} columns` : 'any number of columns'} of ${type}, in the file's order`,
    );
    const candidates = columns.flatMap(({ name: column, feature }): string[] => {
      const own = featureNamed(context.featureSpace, feature);
      if (own === undefined || own.kind === 'numeric' || type === 'string') return [JSON.stringify(column)];
      return wordsOfFeature(own).flatMap(({ word }) =>
        word === null ? [] : [`{ column: ${JSON.stringify(column)}, is: ${JSON.stringify(word)} }`],
      );
    });
    const shown = candidates.slice(0, Math.min(most, sized ? count : most));
    lines.push(...shown.map((candidate) => `    - ${candidate}`));
    const rest = sized ? count - shown.length : 0;
    if (rest > 0) lines.push(`    # and ${rest} more`);
  }
  return lines.join('\n');
}

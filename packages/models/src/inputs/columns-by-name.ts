import { ModelsError } from '../models-error.ts';

/** A name without what writers of files change: case, blanks, underscores and other signs. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The column of the table that each input is called after, exactly or but for case and signs; null where one is called
 * after none.
 *
 * @param file What messages call the file.
 * @throws ModelsError where an input may be either of two columns, or two inputs are one column.
 */
export function columnsByName(
  file: string,
  inputs: readonly string[],
  columns: readonly string[],
): string[] | null {
  const found: string[] = [];
  for (const input of inputs) {
    const alike = columns.includes(input)
      ? [input]
      : columns.filter((column) => plain(column) === plain(input) && !inputs.includes(column));
    const [only] = alike;
    if (only === undefined) return null;
    if (alike.length > 1) {
      throw new ModelsError(
        `bindModel: ${file}: an input is one column of the table (expected one for "${input}", got ` +
          `${alike.map((name) => `"${name}"`).join(' and ')}). Say which in an input map: inputs: { ${input}: ${only} }.`,
      );
    }
    const other = inputs[found.indexOf(only)];
    if (other !== undefined) {
      throw new ModelsError(
        `bindModel: ${file}: a column of the table is one input (expected one for "${only}", got "${other}" and ` +
          `"${input}"). Say what each is in an input map.`,
      );
    }
    found.push(only);
  }
  return found;
}

import { DatasetError } from '../internals/dataset-error.ts';
import type { CompletePeopleSchema } from './dataset-schema.ts';

/** Characters that stand between cells in files of this world. */
const delimiters = [',', ';', '\t', '|', ' '] as const;

/** The delimiter that a header seems to have where all of it was read as one cell. */
function likelyDelimiter(header: readonly string[], names: ReadonlySet<string>): string | undefined {
  const [line = ''] = header;
  if (header.length > 1 || names.has(line)) return undefined;
  const named = (cells: readonly string[]) => cells.filter((cell) => names.has(cell.trim())).length;
  return delimiters.find((delimiter) => line.includes(delimiter) && named(line.split(delimiter)) > 0);
}

/** The names of a header, as many as one reads. */
function namesOf(header: readonly string[]): string {
  const names = header.slice(0, mostNames).map((name) => (name === '' ? '""' : name));
  return [...names, ...(header.length > mostNames ? [`and ${header.length - mostNames} more`] : [])].join(
    ', ',
  );
}

const mostNames = 100;

/**
 * Holds a schema against the header of a file: every column is named once in both.
 *
 * @throws DatasetError naming the first column at fault, or the delimiter that the file seems to have.
 */
export function assertColumnsAgree(
  caller: string,
  schema: CompletePeopleSchema,
  header: readonly string[],
  file: string,
): void {
  const grouped = Object.values(schema.groups).flatMap(({ columns }) => Object.values(columns));
  const label = schema.label === undefined ? [] : [schema.label.column];
  const named = [...Object.keys(schema.columns), ...grouped, ...label, ...schema.ignore];
  const [isNamed, isThere] = [new Set(named), new Set(header)];
  const isIgnored = new Set(schema.ignore);
  const delimiter = likelyDelimiter(header, isNamed);
  if (delimiter !== undefined) {
    throw new DatasetError(
      `${caller}: ${file}: the header is one cell where cells end at ${JSON.stringify(schema.delimiter)} ` +
        `(got ${JSON.stringify(header[0])}). Say delimiter: ${JSON.stringify(delimiter)} in the schema.`,
    );
  }
  const twice = (names: readonly string[]) => {
    const seen = new Set<string>();
    return names.find((name) => seen.size === seen.add(name).size);
  };
  const rules: [string | undefined, string][] = [
    [header.find((name) => name === '__proto__'), 'cannot be called so. Rename it'],
    [twice(header.filter((name) => !isIgnored.has(name))), 'stands twice in the header. Rename one'],
    [
      twice(named),
      'is named twice by the schema. A column is a feature, part of a group, the label or ignored',
    ],
    [named.find((name) => !isThere.has(name)), `is not in the header (${namesOf(header)}). Correct its name`],
    [
      header.find((name) => !isNamed.has(name)),
      isThere.has('') && !isNamed.has('')
        ? "is not in the schema. It has no name, as an index has none: list it under ignore: ['']"
        : 'is not in the schema. Describe it, or list it under ignore',
    ],
  ];
  const lost = header.find((name) => name.includes('\uFFFD'));
  if (lost !== undefined) {
    throw new DatasetError(
      `${caller}: ${file}: column "${lost}" has lost letters (expected text without U+FFFD, which stands where bytes could ` +
        'not be read). Read the file in its own encoding.',
    );
  }
  for (const [name, rule] of rules) {
    if (name !== undefined) throw new DatasetError(`${caller}: ${file}: column "${name}" ${rule}.`);
  }
  if (![...Object.values(schema.columns), ...Object.values(schema.groups)].some(({ input }) => input)) {
    throw new DatasetError(
      `${caller}: the schema has no input column (expected at least one). Describe one.`,
    );
  }
}

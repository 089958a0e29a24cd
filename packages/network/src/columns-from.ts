import { NetworkError } from './network-error.ts';
import type { NDArray } from '@cfq/jit';
import type { ColumnSource, FileInput, FileInterface } from './model/file-interface.ts';

/** What is given to one input of a file, row-major: numbers or texts. */
export interface FileValues {
  readonly data: ArrayLike<number> | readonly string[];
  /** `[rows, columns]`, or `[rows]` for an input that is flat. */
  readonly shape: readonly number[];
}

function refuse(rule: string, expected: string, got: string): never {
  throw new NetworkError(
    `columnsFrom: ${rule} (expected ${expected}, got ${got}). Pass what the file takes.`,
  );
}

/** The rows that are given to an input, checked against what the file says of it. */
function valuesOf(inputs: Readonly<Record<string, FileValues>>, input: FileInput): FileValues {
  const { name, columns, type } = input;
  const values = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (values === undefined)
    return refuse('every input is given', `"${name}"`, Object.keys(inputs).join(', '));
  const { shape, data } = values;
  const [rows = 0, width = 1] = shape;
  if (width !== columns || data.length !== rows * columns) {
    refuse(`"${name}" has rows of its columns`, `[rows, ${columns}]`, `[${shape.join(', ')}]`);
  }
  if (data.length > 0 && (typeof data[0] === 'string') !== (type === 'string')) {
    refuse(`"${name}" has elements of its type`, type, typeof data[0]);
  }
  return values;
}

/** What a source makes of what stands in its column. */
function reader(source: ColumnSource): (value: number | string) => number {
  switch (source.kind) {
    case 'number': {
      const { offset, scale, absent, codes = [] } = source;
      return (value) => {
        const number = Number(value);
        const [, instead = number] = codes.find(([code]) => code === number) ?? [];
        return ((absent !== null && Number.isNaN(number) ? absent : instead) - offset) / scale;
      };
    }
    case 'category':
      return (value) => (value === source.value ? 1 : 0);
    case 'absent':
      return (value) => (value === '' || Number.isNaN(value) ? 1 : 0);
    case 'present': {
      const { codes = [] } = source;
      return (value) => (value === '' || Number.isNaN(value) || codes.includes(value) ? 0 : 1);
    }
  }
}

/**
 * The columns that a network reads, made of what its file is given.
 *
 * @param inputs by their names in the file.
 * @returns float32 `[rows, columns]`, a column for each of `columns` of the interface.
 * @throws NetworkError naming the input that is missing, of another shape or type.
 */
export function columnsFrom(
  { inputs, columns }: Pick<FileInterface, 'inputs' | 'columns'>,
  values: Readonly<Record<string, FileValues>>,
): NDArray {
  const given = new Map(
    inputs.map((input) => [input.name, { ...valuesOf(values, input), width: input.columns }]),
  );
  const counts = new Set([...given.values()].map(({ shape }) => shape[0] ?? 0));
  if (counts.size > 1) refuse('inputs have equally many rows', 'one number', [...counts].join(', '));
  const [rows = 0] = counts;
  const data = new Float32Array(rows * columns.length);
  columns.forEach((source, at) => {
    const from = given.get(source.input);
    if (from === undefined || !(source.column < from.width)) {
      return refuse(
        'columns are of inputs',
        `a column of ${[...given.keys()].join(', ')}`,
        `${source.column} of "${source.input}"`,
      );
    }
    const read = reader(source);
    for (let row = 0; row < rows; row += 1) {
      data[row * columns.length + at] = read(from.data[row * from.width + source.column]!);
    }
  });
  return { data, shape: [rows, columns.length] };
}

import { readFileSync } from 'node:fs';
import type { FileInput, FileValues } from '@cfq/network';

/** What `tools/foreign-models` wrote of one file, for the first people of the table. */
export interface ForeignFile {
  readonly file: string;
  readonly inputs: 'columns' | 'encoded' | 'gaps';
  /** Answers with nothing optimised, of ONNX Runtime or of the executor of QONNX, by output. */
  readonly answers: Readonly<Record<string, readonly unknown[]>>;
}

interface Expected {
  readonly encoded: readonly (readonly number[])[];
  readonly files: readonly (ForeignFile & {
    readonly unoptimized?: ForeignFile['answers'];
    readonly executor?: ForeignFile['answers'];
  })[];
}

const folder = new URL('../../../../examples/foreign-models/', import.meta.url);

const bytesAt = (path: string): Uint8Array => readFileSync(new URL(path, folder));
const textAt = (path: string): string => new TextDecoder().decode(bytesAt(path));

/** The bytes of an example. */
export const foreignBytes = (path: string): Uint8Array => bytesAt(path);

const expectedOf = (tool: string): Expected => JSON.parse(textAt(`${tool}/expected.json`)) as Expected;

/** The files of a tool. */
export function foreignFiles(tool: string): readonly ForeignFile[] {
  return expectedOf(tool).files.map(({ file, inputs, unoptimized, executor }) => ({
    file: `${tool}/${file}`,
    inputs,
    answers: executor ?? unoptimized ?? {},
  }));
}

/** The encoded numbers of the first people. */
export const encodedPeople = (tool: string): readonly (readonly number[])[] => expectedOf(tool).encoded;

/** The first people as the table has them, one input a column. */
export function tablePeople(inputs: readonly FileInput[], rows: number): Record<string, FileValues> {
  const [header = '', ...lines] = textAt('applicants.csv').trim().split('\n');
  const names = header.split(',');
  const cells = lines.slice(0, rows).map((line) => line.split(','));
  return Object.fromEntries(
    inputs.map(({ name, type }) => {
      const column = cells.map((row) => row[names.indexOf(name)]!);
      const data = type === 'string' ? column : column.map((text) => (text === '' ? NaN : Number(text)));
      return [name, { data, shape: [rows, 1] }];
    }),
  );
}

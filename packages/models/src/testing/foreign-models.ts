import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadPeople, type People } from '@cfq/datasets';
import { parseInputMap } from '../input-map/parse-input-map.ts';
import type { InputMap } from '../input-map/input-map.ts';

/** The path of a file of examples/foreign-models. */
export function foreignPath(path: string): string {
  return fileURLToPath(new URL(`../../../../examples/foreign-models/${path}`, import.meta.url));
}

/** The applicants that all of these models decide about. */
export function applicants(): Promise<People> {
  return loadPeople({ csv: foreignPath('applicants.csv'), schema: foreignPath('applicants.yaml') });
}

/** The input map of files that take encoded columns, by the name of their input. */
export function encodedInputs(input: string): InputMap {
  return parseInputMap(readFileSync(foreignPath(`inputs/${input}.yaml`), 'utf8'));
}

/** What an output holds for the people of `lines`: numbers, pairs, maps or labels. */
export type Answer = readonly (string | number | readonly number[] | Readonly<Record<string, number>>)[];

/** What a file is given: the table's columns, encoded numbers, or these with nothing where a value is absent. */
export type ForeignInputs = 'columns' | 'encoded' | 'gaps';

/** What stands in an `expected.json`. */
export interface ForeignAnswers {
  readonly lines: readonly number[];
  readonly encoded: readonly (readonly number[])[];
  readonly files: readonly {
    readonly file: string;
    readonly inputs: ForeignInputs;
    readonly outputs?: Readonly<Record<string, Answer>>;
    /** What the tool itself says. */
    readonly own?: Readonly<Record<string, Answer>>;
    readonly executor?: Readonly<Record<string, Answer>>;
  }[];
  readonly folders?: readonly { readonly folder: string; readonly own: Readonly<Record<string, Answer>> }[];
}

/** What the tools that wrote the files of a folder say that these answer. */
export function foreignAnswers(folder: string): ForeignAnswers {
  return JSON.parse(readFileSync(foreignPath(`${folder}/expected.json`), 'utf8')) as ForeignAnswers;
}

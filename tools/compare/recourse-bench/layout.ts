import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NDArray } from '@cfq/jit';

/** A feature as RecourseBench encodes it; see `layouts.py`. */
export interface BenchFeature {
  readonly name: string;
  /** `category`: a one-hot group; `level`: a thermometer, 1 up to the level; the others take one column. */
  readonly kind: 'number' | 'binary' | 'category' | 'level';
  readonly immutable: boolean;
  /** Encoded columns, ascending. */
  readonly columns: readonly number[];
}

/** What was prepared of one data set. */
export interface Bench {
  readonly dataset: string;
  readonly features: readonly BenchFeature[];
  /** `[rows, columns]`, scaled to 0–1: training rows first, then test rows. */
  readonly rows: NDArray;
  readonly train: number;
  /** The denied people of the test rows that recourse is asked for, as places in `rows`, by model. */
  readonly people: Readonly<Record<string, readonly number[]>>;
}

interface LayoutFile {
  readonly dataset: string;
  readonly features: readonly BenchFeature[];
  readonly rows: number;
  readonly train: number;
  readonly models: Readonly<Record<string, { readonly people: readonly number[] }>>;
}

/** Reads what `prepare.py` wrote of a data set. */
export function readBench(folder: string): Bench {
  const file = JSON.parse(readFileSync(join(folder, 'layout.json'), 'utf8')) as LayoutFile;
  const bytes = readFileSync(join(folder, 'rows.f32'));
  const data = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const people = Object.entries(file.models).map(([name, model]) => [name, model.people] as const);
  return {
    dataset: file.dataset,
    features: file.features,
    rows: { data, shape: [file.rows, data.length / file.rows] },
    train: file.train,
    people: Object.fromEntries(people),
  };
}

/** Some rows of a table. */
export function rowsAt({ data, shape }: NDArray, places: readonly number[]): NDArray {
  const width = shape[1]!;
  const taken = places.map((place) => data.subarray(place * width, (place + 1) * width));
  return {
    data: Float32Array.from(taken.flatMap((row) => Array.from(row))),
    shape: [places.length, width],
  };
}

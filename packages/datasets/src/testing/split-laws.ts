import type { Encoder, ReadableRow } from '../encoding/encoder.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { prepareDataset } from '../splits/prepare-dataset.ts';
import type { PreparedDataset } from '../splits/prepared-dataset.ts';
import type { Split } from '../splits/split.ts';
import { missingLabel } from '../tables/missing-label.ts';
import type { Table, TableColumn } from '../tables/table.ts';
import { absenceOf } from '../encoding/absence.ts';
import { expectLaw } from '@cfq/parts';
import type { DatasetLaw } from './law.ts';

const partsOf = ({ train, validation, test }: PreparedDataset): [string, Split][] =>
  Object.entries({ training: train, validation, test });

const partsAreDisjoint: DatasetLaw = {
  name: 'training, validation and test rows are disjoint and cover the table, with both classes in each',
  check: async ({ dataset: { name }, loaded, prepared }) => {
    const { table } = await loaded();
    const times = new Uint8Array(table.rows);
    const set = await prepared().catch((error: unknown) => {
      // A split without a class is refused before it can be looked at.
      expectLaw(!(error instanceof DatasetError), () => `${name}: ${(error as DatasetError).message}`);
      throw error;
    });
    for (const [title, { rows, y }] of partsOf(set)) {
      for (const row of rows) times[row]! += 1;
      expectLaw(y.includes(0) && y.includes(1), () => `${name}: the ${title} rows are all of class ${y[0]}.`);
    }
    const row = times.findIndex((count) => count !== 1);
    expectLaw(row === -1, () => `${name}: row ${row} is in ${times[row]} parts.`);
  },
};

const splitFollowsSeed: DatasetLaw = {
  name: 'the same seed gives the same split and encoding, another seed another split of the same width',
  check: async ({ dataset: { name }, seed, loaded, prepared }) => {
    const first = await prepared();
    const again = prepareDataset(await loaded(), { seed });
    for (const [index, [title, part]] of partsOf(first).entries()) {
      const [, same] = partsOf(again)[index]!;
      expectLaw(equal(part.rows, same.rows), () => `${name}: the ${title} rows of seed ${seed} differ.`);
      expectLaw(
        equal(part.x.data, same.x.data),
        () => `${name}: the ${title} encoding of seed ${seed} differs.`,
      );
    }
    const other = prepareDataset(await loaded(), { seed: seed + 1 });
    expectLaw(
      other.featureSpace.width === first.featureSpace.width ||
        other.featureSpace.dropped !== undefined ||
        first.featureSpace.dropped !== undefined,
      () =>
        `${name}: seed ${seed} encodes ${first.featureSpace.width} columns, seed ${seed + 1} ` +
        `${other.featureSpace.width}.`,
    );
    expectLaw(
      !equal(other.validation.rows, first.validation.rows),
      () => `${name}: seeds ${seed} and ${seed + 1} draw the same validation rows.`,
    );
  },
};

function equal(a: Int32Array | Float32Array, b: Int32Array | Float32Array): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

const encodingRoundTrips: DatasetLaw = {
  name: 'an encoded row reads back as the table has it, and encodes to the same numbers again',
  check: async ({ dataset: { name }, rows: most, loaded, prepared }) => {
    const { table } = await loaded();
    const { encoder, ...parts } = await prepared();
    for (const part of [parts.train, parts.validation, parts.test]) {
      const rows = part.rows.subarray(0, most);
      const encoded = encoder.encodeTable(table, rows);
      const decoded = encoder.decodeRows(encoded);
      decoded.forEach((row, index) => assertAsInTable(name, encoder, table, rows[index]!, row));
      const again = encoder.encodeRows(decoded);
      const at = encoded.data.findIndex((value, index) => !isClose(value, again.data[index]!));
      const [, width] = encoded.shape;
      expectLaw(
        at === -1,
        () => `${name}: column ${at % width} of row ${rows[Math.floor(at / width)]} encodes otherwise.`,
      );
    }
  },
};

function assertAsInTable(
  name: string,
  encoder: Encoder,
  table: Table,
  row: number,
  decoded: ReadableRow,
): void {
  for (const { name: feature, indicates, scale } of encoder.featureSpace.features) {
    if (indicates !== undefined) continue;
    const column = table.columns[feature]!;
    const found = decoded[feature];
    const held = valueOf(column, row);
    const same =
      typeof held === 'number' && typeof found === 'number'
        ? Math.abs(held - found) <= 2 ** -21 * (scale + Math.abs(held))
        : held === found;
    expectLaw(same, () => `${name}: "${feature}" of row ${row} is ${held} and reads back as ${found}.`);
  }
}

function valueOf(column: TableColumn, row: number): string | number | null {
  const absence = absenceOf(column, row);
  if (absence !== undefined) return absence === missingLabel ? null : absence;
  return column.kind === 'level' ? column.levels[column.codes[row]!]! : column.values[row]!;
}

/** Equal up to what a number that is not whole loses on its way through float32. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2 ** -21 * (1 + Math.abs(a));
}

/** What the split and the encoding fitted on it promise. */
export const splitLaws: readonly DatasetLaw[] = [partsAreDisjoint, splitFollowsSeed, encodingRoundTrips];

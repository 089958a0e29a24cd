// Takes the cells of one or more folders written by `cfq run --out` into data/results.json, one cell a line, without
// what no table of the page shows: intervals within a cell, and people. Of two
// cells of the same data set, backbone, condition, budget, method and seed the one of the later folder stays.
import { writeFileSync } from 'node:fs';
import { conditionOf, readCells, type Cell } from '@cfq/benchmark';
import { datasets } from '@cfq/datasets';
import { methods } from '@cfq/training';
import { inOrderOfRoles } from './in-order-of-roles.ts';

/** More than any table shows, and half the size of the full numbers. */
const significantDigits = 6;

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write(
    'write-results: name a folder of cells (expected at least one). cfq run --out writes one.\n',
  );
  process.exit(2);
}
const cells = new Map<string, Cell>();
for (const folder of folders) {
  const { cells: found, damaged } = readCells(folder);
  if (damaged.length > 0) {
    process.stderr.write(`write-results: ${damaged.join('\n')}\n`);
    process.exit(1);
  }
  for (const { cell } of found) {
    const { dataset, backbone, budgetBits, method, seed } = cell;
    cells.set([dataset, backbone, conditionOf(cell), budgetBits, method, seed].join('\n'), cell);
  }
}

/** What a person could do first. */
const policies = ['actionable', 'literature'];
const policyOf = ({ settings: { actions } }: Cell): string => (typeof actions === 'string' ? actions : '');

/** Data sets in the order of their catalogue, methods in that of their roles; own data sets after the built-in ones. */
const methodNames = inOrderOfRoles(methods).map(({ name }) => name);
const place = (names: readonly string[], name: string): number => {
  const at = names.indexOf(name);
  return at < 0 ? names.length : at;
};
const sorted = [...cells.values()].sort(
  (one, other) =>
    place(Object.keys(datasets), one.dataset) - place(Object.keys(datasets), other.dataset) ||
    place(policies, policyOf(one)) - place(policies, policyOf(other)) ||
    place(methodNames, one.method) - place(methodNames, other.method) ||
    one.seed - other.seed,
);
const short = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value)
    ? Number(value.toPrecision(significantDigits))
    : value;
const tabled = (cell: Cell): Cell => ({
  ...cell,
  people: [],
  intervals: {} as Cell['intervals'],
  margins: cell.margins.map((margin) => ({ ...margin, intervals: {} as typeof margin.intervals })),
});
const lines = sorted.map((cell) => JSON.stringify(tabled(cell), short));
writeFileSync(new URL('../data/results.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
process.stderr.write(`write-results: ${lines.length} cells\n`);

import { expect, it } from 'vitest';
import type { Cell } from '../cells/cell.ts';
import { sampleCell } from '../testing/sample-cell.ts';
import { fileFlips } from './file-flips.ts';
import { resultTables } from './result-tables.ts';

const fileOf = (...decisions: (number | null)[]): Cell['export'] => ({
  bytes: 120,
  points: 40,
  verified: decisions.every((count) => count === 0),
  changed: decisions.map((count) => ({ runtime: 'native', optimization: 'all', decisions: count })),
});

it('is what the worst runtime changes, and undefined where one did not load or nothing was measured', () => {
  expect(fileFlips(sampleCell({ export: fileOf(0, 3, 1) }))).toBe(3);
  expect(fileFlips(sampleCell({ export: fileOf(0, null) }))).toBeNull();
  expect(fileFlips(sampleCell({ export: null }))).toBeNull();
  expect(fileFlips(sampleCell())).toBeNull();
});

it('has a column with its note where a cell knows, and none where none does', () => {
  const tableOf = (...cells: Cell[]) =>
    resultTables({
      dataset: 'synthetic',
      backbone: 'mlp:8',
      condition: '',
      methods: [{ method: 'lsq', budgetBits: 4, cells }],
    })[0]!;
  const known = tableOf(sampleCell({ export: fileOf(0, 2) }), sampleCell({ seed: 1, export: fileOf(0, 0) }));
  expect(known.rows[0]![known.columns.indexOf('file flips ↓')]).toBe('1 ± 1');
  expect(known.notes?.join(' ')).toMatch(/worst of three runtimes/);
  const older = tableOf(sampleCell());
  expect(older.columns).not.toContain('file flips ↓');
  expect(older.notes?.join(' ')).not.toMatch(/runtimes/);
});

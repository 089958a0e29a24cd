import { describe, expect, it } from 'vitest';
import { sampleCell, sampleSettings } from '../testing/sample-cell.ts';
import type { FolderCell } from './read-folder.ts';
import { ofOneIdentity } from './of-one-identity.ts';

/** A cell of a folder, later ones written later. */
const folder = (...list: { seed: number; method?: string; source?: string; codeVersion?: string }[]) =>
  list.map(({ seed, method = 'lsq', source = 'a1', codeVersion = 'c1' }, written): FolderCell => {
    const settings = sampleSettings({ seed, method });
    return {
      cell: sampleCell({ settings, seed, method, codeVersion }),
      ...{ hash: `hash-${seed}`, source, written, recordPath: undefined },
    };
  });
const keptOf = (cells: readonly FolderCell[]) =>
  ofOneIdentity(cells).cells.map(({ cell, source }) => [cell.method, cell.seed, source, cell.codeVersion]);

describe('ofOneIdentity', () => {
  it('keeps what is of one data set and one code, in the order of tables', () => {
    const cells = folder({ seed: 10 }, { seed: 2 }, { seed: 1, method: 'kd', codeVersion: 'c2' });
    expect(ofOneIdentity(cells)).toEqual({
      cells: [cells[2], cells[1], cells[0]],
      superseded: 0,
      leftOut: [],
    });
  });

  it('does not average other rows under one name: those of the newest cell stay', () => {
    const cells = folder({ seed: 0 }, { seed: 1, source: 'b2' }, { seed: 2, source: 'b2' }, { seed: 3 });
    expect(keptOf(cells)).toEqual([
      ['lsq', 0, 'a1', 'c1'],
      ['lsq', 3, 'a1', 'c1'],
    ]);
    expect(ofOneIdentity(cells).leftOut).toEqual([
      'left out 2 cells of other rows that are called synthetic too; kept: those of the newest, fingerprint a1',
    ]);
  });

  it('does not mix versions of the code within a row, and says which stayed', () => {
    const cells = folder(
      { seed: 0 },
      { seed: 1 },
      { seed: 1, codeVersion: 'c2' },
      { seed: 0, method: 'kd' },
      { seed: 2, codeVersion: 'c2' },
    );
    const { superseded, leftOut } = ofOneIdentity(cells);
    expect(keptOf(cells)).toEqual([
      ['kd', 0, 'a1', 'c1'],
      ['lsq', 1, 'a1', 'c2'],
      ['lsq', 2, 'a1', 'c2'],
    ]);
    expect(superseded).toBe(1);
    expect(leftOut).toEqual([
      'left out 1 cell of lsq at 4 bits on synthetic by another version of the code; kept: version c2',
    ]);
  });
});

import { csvFormat } from 'd3-dsv';
import { readCells } from '@cfq/benchmark';

/**
 * The rank correlations of every sensitivity that cells of a folder have, as CSV: a row a cell and sensitivity; null where no
 * cell has them.
 */
export function sensitivityRanksCsv(folder: string): string | null {
  const rows = readCells(folder).cells.flatMap(({ cell: { dataset, seed, sensitivityRanks } }) =>
    (sensitivityRanks?.sensitivities ?? []).map(({ name, single, schedules }) => ({
      ...{ dataset, seed, sensitivity: name, single, schedules },
    })),
  );
  return rows.length === 0 ? null : `${csvFormat(rows)}\n`;
}

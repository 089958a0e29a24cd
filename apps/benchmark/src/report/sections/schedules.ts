import { bitSchedules } from '../../tables/bit-schedules.ts';
import { isQuantized, reportTables } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';

/** The exact bits of every layer of every student. */
export const schedules: SectionBuilder = (cells, context) => {
  const tables = reportTables(cells, context)
    .map((table) => ({ ...table, methods: table.methods.filter(isQuantized) }))
    .filter(({ methods }) => methods.length > 0);
  if (tables.length === 0) return null;
  return {
    title: 'Bit schedules',
    blocks: tables.map((table) => ({
      kind: 'table',
      table: {
        title: `${table.title}: the exact bits of every layer, input to output`,
        words: true,
        columns: ['schedule'],
        rows: bitSchedules(table).map((line) => [line]),
      },
    })),
  };
};

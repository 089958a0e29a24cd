import { targets, verdictWord } from '../../tables/targets.ts';
import { isQuantized, reportTables } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { circumstanceOf } from '../../cells/labels.ts';
import { isTwoSided } from '../../cells/method-properties.ts';

/** The protocol's targets, under its conditions, met or missed by the methods that are made to meet them. */
export const targetVerdicts: SectionBuilder = (cells, context) => {
  const asProtocol = reportTables(cells, context).filter(
    ({ methods: [row] }) => circumstanceOf(row!.cells[0]!) === '',
  );
  const blocks = asProtocol.flatMap((table) => {
    const comparable = { ...table, methods: table.methods.filter(({ own }) => !own) };
    return comparable.methods
      .filter((row) => row.recipe === '' && isTwoSided(row.registered) && isQuantized(row))
      .map((candidate): TableBlock => {
        // Another recipe of the same method, or its sibling, is no baseline.
        const baselines = comparable.methods.filter(({ registered }) => !isTwoSided(registered));
        const results = targets({ ...comparable, methods: baselines }, candidate);
        return {
          kind: 'table',
          table: {
            title: `${table.title}: ${candidate.method} at ${candidate.budgetBits} bits`,
            words: true,
            columns: ['target', 'measured', 'verdict'],
            rows: results.map((one) => [one.target, one.measured, verdictWord(one)]),
          },
        };
      });
  });
  return blocks.length === 0 ? null : { title: 'Targets of the protocol', blocks };
};

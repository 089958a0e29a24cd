import { targets, targetsMet, verdictWord } from '../../tables/targets.ts';
import { isQuantized, reportTables, type ReportTable } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { circumstanceOf } from '../../cells/labels.ts';
import { isTwoSided } from '../../cells/method-properties.ts';

/**
 * The protocol's targets, under its conditions: how every method stands to them, and in full the methods that are made to
 * meet them.
 */
export const targetVerdicts: SectionBuilder = (cells, context) => {
  const asProtocol = reportTables(cells, context).filter(
    ({ methods: [row] }) => circumstanceOf(row!.cells[0]!) === '',
  );
  const blocks = asProtocol.flatMap((table) => {
    const comparable = { ...table, methods: table.methods.filter(({ own }) => !own) };
    const candidates = comparable.methods
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
    return candidates.length === 0 ? [] : [ofAll(comparable), ...candidates];
  });
  return blocks.length === 0 ? null : { title: 'Targets of the protocol', blocks };
};

/** Every quantized method against every target, those that meet most first. */
function ofAll(table: ReportTable): TableBlock {
  const rows = table.methods.filter(isQuantized).map((row) => {
    // A recipe of the same method is no baseline of it, and neither is what is made to meet the targets.
    const methods = table.methods.filter(({ registered }) => !isTwoSided(registered));
    const results = targets({ ...table, methods }, row);
    return { row, results, ...targetsMet(results) };
  });
  rows.sort((one, other) => other.met - one.met);
  return {
    kind: 'table',
    table: {
      title: `${table.title}: targets met, every method`,
      words: true,
      columns: ['method', 'met', ...(rows[0]?.results.map(({ target }) => target) ?? [])],
      rows: rows.map(({ row, results, met, defined }) => [
        `${row.method} @ ${row.budgetBits}`,
        `${met} of ${defined}`,
        ...results.map((one) => `${verdictWord(one)}: ${one.measured}`),
      ]),
    },
    note: 'Most targets met first; a target without a baseline to be held against, or without anybody concerned, is not defined.',
  };
}

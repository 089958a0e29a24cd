import type { SensitivityRanks } from '../../cells/diagnostics/sensitivity-ranks-schema.ts';
import { formatQuantity } from '../../tables/format-quantity.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { reportTables } from '../data/report-cells.ts';
import { range } from '../data/words.ts';

const digits = { digits: 2 };

/** How well each sensitivity predicts what rounding the teacher loses. */
export const sensitivityRanks: SectionBuilder = (cells, context) => {
  const blocks = reportTables(cells, context).flatMap(({ title, methods }): TableBlock[] => {
    const found = methods.flatMap((row) => row.cells.flatMap(({ sensitivityRanks: ranks }) => ranks ?? []));
    const [first] = found;
    if (first === undefined) return [];
    const names = [...new Set(found.flatMap(({ sensitivities }) => sensitivities.map(({ name }) => name)))];
    const of = (name: string, side: 'single' | 'schedules'): string =>
      formatQuantity(
        found.map((ranks) => ranks.sensitivities.find((one) => one.name === name)?.[side] ?? null),
        digits,
      );
    const counts = (count: keyof SensitivityRanks['n']): string => range(found.map(({ n }) => n[count]));
    return [
      {
        kind: 'table',
        table: {
          title: `${title}: rank correlation of predicted and measured loss`,
          columns: ['sensitivity', 'one layer rounded ↑', 'all layers rounded ↑'],
          rows: names.map((name) => [name, of(name, 'single'), of(name, 'schedules')]),
        },
        note:
          `Spearman’s correlation, mean ± sd over seeds. Predicted on training rows, as an allocator has it; measured on test rows: the share of ` +
          `${counts('promises')} promises at κ = ${first.kappa} that break, plus the share of ${counts('nearMisses')} people just short of an action ` +
          `who are approved, when the teacher is rounded after training. ${counts('single')} trials of one layer at one of ` +
          `${first.candidates.join(', ')} bits; ${counts('schedules')} random schedules.`,
      },
    ];
  });
  return blocks.length === 0 ? null : { title: 'Sensitivities', blocks };
};

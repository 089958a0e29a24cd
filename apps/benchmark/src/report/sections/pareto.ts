import { isTeacherItself } from '../../cells/method-properties.ts';
import { valueOf } from '../../cells/aggregates/aggregate-of.ts';
import { shareAxis } from '../figures/axes.ts';
import { curvePoint, styleOf } from '../data/curves.ts';
import { allRows, panelsOf } from '../data/figure-panels.ts';
import { grouped } from '../../cells/grouped.ts';
import { reportTables } from '../data/report-cells.ts';
import { isCrowded, splitCrowded, splitNote } from '../data/split-crowded.ts';
import type { SectionBuilder } from '../blocks/section.ts';
import { countInWords, marksInWords } from '../data/words.ts';

const kilo = 1000;

/** What faithfulness costs in bytes. */
export const pareto: SectionBuilder = (cells, context) => {
  const tables = reportTables(cells, context).map(({ title, methods }) => ({
    title,
    rows: methods.filter(({ registered }) => !isTeacherItself(registered)),
  }));
  const shown = splitCrowded(tables);
  const split = tables.some(isCrowded) ? ` ${splitNote}` : '';
  const sizes = new Set(cells.map(({ packedBytes }) => packedBytes));
  const panels = panelsOf(shown, (rows) =>
    grouped(rows, ({ method }) => [method]).map((budgets) => ({
      name: budgets[0].method,
      style: styleOf(budgets[0]),
      points: [...budgets]
        .sort((a, b) => a.budgetBits - b.budgetBits)
        .flatMap((row) =>
          curvePoint(row.cells, (cell) => cell.packedBytes / kilo, valueOf('faithfulnessError')),
        ),
    })),
  ).filter(({ series }) => series.length > 1);
  if (panels.length === 0 || sizes.size < 2) return null;
  const rows = allRows(shown);
  const people = countInWords(rows, (cell) => cell.n.denied);
  return {
    title: 'Faithfulness and size',
    blocks: [
      {
        kind: 'curves',
        name: 'pareto',
        title: 'Two-sided faithfulness error against packed size',
        caption: `VD + (1 − near-miss fidelity) at the leading κ; approving everybody scores 1. Left and low is better. A method has one mark a budget, joined by a faint line in their order. ${marksInWords(rows)} ${people} people denied, a seed. The teacher itself, of error 0, is left out.${split}`,
        x: { label: 'size of the ONNX file, kB (log)', type: 'log' },
        y: shareAxis('faithfulnessError'),
        lines: false,
        panels,
      },
    ],
  };
};

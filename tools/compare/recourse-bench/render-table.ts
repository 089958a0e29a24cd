import type { MeasuredAnswers } from './measure-answers.ts';

const columns: readonly (readonly [head: string, (row: MeasuredAnswers) => string])[] = [
  ['answers', ({ counted, people }) => `${counted} of ${people}`],
  ['L1', ({ l1 }) => l1.toFixed(3)],
  ['L0', ({ l0 }) => l0.toFixed(2)],
  ['squares', ({ squares }) => squares.toFixed(3)],
  ['L∞', ({ linf }) => linf.toFixed(3)],
  ['violations', ({ violations }) => violations.toFixed(2)],
  ['redundancy', ({ redundancy }) => redundancy.toFixed(2)],
  ['yNN', ({ neighbours }) => neighbours.toFixed(2)],
  ['ms', ({ milliseconds }) => milliseconds.toFixed(1)],
];

/** A table in Markdown, a row a method; a dash where no answer counts. */
export function renderTable(rows: readonly (readonly [name: string, MeasuredAnswers])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['method', ...columns.map(([head]) => head)]),
    line(['---', ...columns.map(() => '---:')]),
    ...rows.map(([name, row]) => line([name, ...columns.map(([, cell]) => cell(row).replace(/^NaN$/, '–'))])),
  ].join('\n');
}

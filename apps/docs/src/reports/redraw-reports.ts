// Draws the figures of published reports again from their CSV files, and brings titles, captions and labels of their Markdown up to
// date: what a changed drawing needs where cells are no longer at hand. All published families, or those that are named.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { families, figuresOfCsv } from '@cfq/benchmark';
import { labelsInWords, redrawnReport } from './redrawn-report.ts';

const reports = fileURLToPath(new URL('../../data/reports/', import.meta.url));
const named = process.argv.slice(2);
const published = Object.keys(families).filter((name) => existsSync(`${reports}${name}.csv`));

/** Drawn in looks that their methods no longer have, and by numbers that are in no CSV file. */
const dropped = ['budget-curves-near-miss-against-fraction.svg', 'recourse-near-miss-against-fraction.svg'];

for (const name of named.length === 0 ? published : named) {
  const drawn = figuresOfCsv(name, readFileSync(`${reports}${name}.csv`, 'utf8'));
  const markdown = redrawnReport(readFileSync(`${reports}${name}.md`, 'utf8'), drawn, dropped);
  const linked = drawn.filter(({ file }) => markdown.includes(`(figures/${file})`));
  for (const { file, svg } of linked) writeFileSync(`${reports}figures/${file}`, svg);
  writeFileSync(`${reports}${name}.md`, markdown);
  for (const file of readdirSync(`${reports}figures`)) {
    if (!file.startsWith(`${name}-`)) continue;
    const path = `${reports}figures/${file}`;
    if (!markdown.includes(`(figures/${file})`)) rmSync(path);
    else if (!linked.some((one) => one.file === file))
      writeFileSync(path, labelsInWords(readFileSync(path, 'utf8')));
  }
  process.stderr.write(`redraw-reports: ${name}, ${linked.length} figures\n`);
}

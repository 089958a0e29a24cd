// Takes reports of a folder written by `cfq replicate` into data/reports: for each family a page, a CSV file and its
// figures, and where cells have them the rank correlations of sensitivities; and the claims of the paper held against the cells of the folder into data/claims.md.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '@cfq/benchmark';
import { sensitivityRanksCsv } from './family-results/sensitivity-ranks-csv.ts';

const [folder, ...families] = process.argv.slice(2);
if (folder === undefined || families.length === 0) {
  process.stderr.write(
    'write-reports: name a folder and families (expected e.g. cfq-results main theory).\n',
  );
  process.exit(2);
}
const data = fileURLToPath(new URL('../data/', import.meta.url));
const reports = join(data, 'reports');

const manyDigits = /-?\d+\.\d{6,}(?:e[+-]\d+)?/g;
/** Six significant digits: more than any table shows, and half the size. */
const shorter = (number: string): string => String(Number(Number(number).toPrecision(6)));

/** Runs the command and gives back what it prints. */
async function cfq(...words: readonly string[]): Promise<string> {
  let printed = '';
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed += chunk.toString('utf8');
      done();
    },
  });
  const code = await main(words, { stdout, stderr: process.stderr });
  if (code !== 0) process.exit(code);
  return printed;
}

mkdirSync(join(reports, 'figures'), { recursive: true });
for (const family of families) {
  const out = mkdtempSync(join(tmpdir(), 'cfq-report-'));
  await cfq('report', folder, '--family', family, '--out', out, '--title', `Report: ${family}`);
  const page = readFileSync(join(out, 'report.md'), 'utf8');
  writeFileSync(join(reports, `${family}.md`), `---\naside: false\npageClass: wide numbers\n---\n\n${page}`);
  const csv = readFileSync(join(out, 'report.csv'), 'utf8').replaceAll(manyDigits, shorter);
  writeFileSync(join(reports, `${family}.csv`), csv);
  const ranks = family === 'allocation' ? sensitivityRanksCsv(folder) : null;
  if (ranks !== null)
    writeFileSync(join(reports, `${family}-ranks.csv`), ranks.replaceAll(manyDigits, shorter));
  cpSync(join(out, 'figures'), join(reports, 'figures'), { recursive: true });
  rmSync(out, { recursive: true });
  process.stderr.write(`write-reports: ${family}\n`);
}
writeFileSync(join(data, 'claims.md'), await cfq('claims', folder, '--markdown'));

// Writes the pages of the experiment families into `reports/` and what they offer for download into `public/reports/`: what
// was found, a figure and a table each, from the reports of data/reports; where there is none, how to make it.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { families, main } from '@cfq/benchmark';
import { JSDOM } from 'jsdom';
import { familyFigure } from './family-results/family-figure.ts';
import { familyRows } from './family-results/family-rows.ts';
import { familySpecs } from './reports/family-spec.ts';
import { reportPage, type FamilyAbout, type PublishedReport } from './reports/report-page.ts';
import { reportSections } from './reports/report-sections.ts';
import { summaryOfFamily } from './reports/summary-of-family.ts';

const site = fileURLToPath(new URL('..', import.meta.url));
const data = `${site}data/reports/`;
const { document } = new JSDOM('').window;

/** What a family takes, as `cfq replicate --estimate` says. */
async function estimateOf(name: string): Promise<Pick<FamilyAbout, 'cells' | 'seconds'>> {
  let printed = '';
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed += chunk.toString('utf8');
      done();
    },
  });
  const words = ['replicate', name, '--shard', '1/1', '--estimate', '--json', '--out', `${data}none`];
  const code = await main(words, { stdout, stderr: process.stderr });
  if (code !== 0) process.exit(code);
  const { shards, cells } = JSON.parse(printed) as {
    readonly shards: readonly { readonly seconds: number }[];
    readonly cells: number;
  };
  return { cells, seconds: shards.reduce((sum, { seconds }) => sum + seconds, 0) };
}

function publishedReport(name: string): PublishedReport | null {
  const spec = familySpecs[name];
  if (spec === undefined || !existsSync(`${data}${name}.csv`)) return null;
  const summary = summaryOfFamily(familyRows(readFileSync(`${data}${name}.csv`, 'utf8')), spec);
  const rows = summary.rows.flatMap(({ name: row, values }) =>
    values.flatMap(({ mean, lower, upper }, at) =>
      mean === null ? [] : [{ dataset: summary.columns[at]!, name: row, bits: 4, mean, lower, upper }],
    ),
  );
  const longest = Math.max(...summary.rows.map((row) => row.name.length));
  const { svg } = familyFigure(rows, {
    label: spec.value.words.replaceAll('`', ''),
    ...{ marginLeft: 24 + 6.2 * longest, document },
  });
  const sections = reportSections(readFileSync(`${data}${name}.md`, 'utf8'));
  // Vue lets no style into a page; the site's own has what the figure needs.
  const figure = svg.replace(/<style>[^]*?<\/style>/g, '');
  return { ...{ spec, summary, sections }, figure, csvBytes: statSync(`${data}${name}.csv`).size };
}

for (const folder of ['reports', 'public/reports']) {
  rmSync(`${site}${folder}`, { recursive: true, force: true });
  mkdirSync(`${site}${folder}`, { recursive: true });
}
for (const { name, title, description } of Object.values(families)) {
  const published = publishedReport(name);
  const about = { name, title, description, ...(await estimateOf(name)) };
  writeFileSync(`${site}reports/${name}.md`, reportPage(about, published));
  if (published === null) continue;
  cpSync(`${data}${name}.csv`, `${site}public/reports/${name}.csv`);
  cpSync(`${data}${name}.md`, `${site}public/reports/${name}.report.txt`);
}

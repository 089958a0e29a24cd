import { existsSync, readFileSync } from 'node:fs';
import { families } from '@cfq/benchmark';
import { describe, expect, it } from 'vitest';
import { familyRows } from '../family-results/family-rows.ts';
import { familySpecs, type FamilySpec } from './family-spec.ts';
import { reportPage, roughTime } from './report-page.ts';
import { reportSections } from './report-sections.ts';
import { summaryOfFamily } from './summary-of-family.ts';

const csv = `dataset,method,variant,budget_bits,seed,kappa,faithfulness_error
german,kd,"actions=literature, K=1",4,0,0.2,0.1
german,kd,"actions=literature, K=1",4,1,0.2,0.3
german,lsq,actions=literature,4,0,0.2,0.1
german,lsq,actions=literature,4,0,0.8,0.9
compas,lsq,actions=literature,4,0,0.2,
compas,kd,"actions=literature, K=1",4,0,0.2,0.2
adult,lsq,actions=literature,4,0,0.2,
`;
const spec: FamilySpec = { ...familySpecs['ablations']!, finding: 'What was found.' };
const about = {
  ...{ name: 'ablations', title: 'Ablations', description: 'what each part buys', cells: 225, seconds: 3700 },
};
const markdown =
  '# Report\n\n## Ablations\n\n### Short\n\nA few words.\n\n### Long\n\n' + 'word '.repeat(2000);

describe('the table of a family', () => {
  const { columns, rows, seeds } = summaryOfFamily(familyRows(csv), spec);

  it('has means over seeds at its margin, the best row first, and no column where nothing is defined', () => {
    expect(columns).toEqual(['german', 'compas']);
    expect(rows.map(({ name, values }) => [name, ...values.map(({ mean }) => mean)])).toEqual([
      ['lsq', 0.1, null],
      ['kd, 1 step of recourse', 0.2, 0.2],
    ]);
    expect(seeds).toBe(2);
  });

  it('finds rows in every report that is published, and says every setting in words', () => {
    for (const [name, one] of Object.entries(familySpecs)) {
      const file = new URL(`../../data/reports/${name}.csv`, import.meta.url);
      expect(Object.keys(families)).toContain(name);
      expect(existsSync(file)).toBe(true);
      // The first cells of each file are enough to see what rows are called, and reading all takes seconds.
      const start = readFileSync(file, 'utf8').slice(0, 400_000);
      const summary = summaryOfFamily(familyRows(start.slice(0, start.lastIndexOf('\n'))), one);
      expect(summary.rows.length, name).toBeGreaterThan(0);
      for (const { name: row } of summary.rows) expect(row).not.toContain('=');
    }
  });
});

describe('the page of a family', () => {
  const summary = summaryOfFamily(familyRows(csv), spec);
  const page = reportPage(about, {
    ...{ spec, summary, sections: reportSections(markdown), figure: '<svg></svg>', csvBytes: 2_500_000 },
  });

  it('begins with what was found, has a table, a figure and what to download, and folds the rest', () => {
    expect(page.indexOf('What was found.')).toBeLessThan(page.indexOf('<ScrollTable'));
    expect(page).toContain('<code>kd</code>, 1 step of recourse</th><td>0.200');
    expect(page).toContain('cfq replicate ablations');
    expect(page).toContain('about 1 h 2 min of one process');
    expect(page).toContain('CSV, 2.5 MB');
    const [open = '', folded = ''] = page.split('<details');
    expect(folded).toContain('## Short\n\nA few words.');
    expect(open).toContain('which also has: long');
    expect(page).not.toContain('word word');
  });

  it('says so where nothing is published, with the command and the time', () => {
    const none = reportPage(about, null);
    expect(none).toContain('No report of this family is published yet.');
    expect(none).toContain('cfq replicate ablations');
    expect(none).toContain('about 1 h 2 min');
  });

  it('writes times as people say them', () => {
    expect([20, 3600, 814, 13_640].map(roughTime)).toEqual(['1 min', '1 h', '14 min', '3 h 47 min']);
  });
});

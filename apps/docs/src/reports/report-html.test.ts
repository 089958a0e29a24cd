import { readFileSync } from 'node:fs';
import { buildReport, commandOfCells, renderReportHtml, type Cell } from '@cfq/benchmark';
import { JSDOM } from 'jsdom';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath } from '../browser-path.ts';
import { leaveOneOfEach, seriousFindings } from '../page-checks/serious-findings.ts';
import { smallType } from '../page-checks/small-type.ts';

if (browserPath === undefined)
  process.stderr.write('SKIPPED: report.html in a browser; no Chromium was found\n');

const all = JSON.parse(readFileSync(new URL('../../data/results.json', import.meta.url), 'utf8')) as Cell[];
/** One data set, two seeds: every kind of section that cells without records have. */
const cells = all.filter(({ dataset, seed }) => dataset === 'german' && seed < 2);

describe.skipIf(browserPath === undefined)('report.html', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const built = buildReport(
      {
        title: 'German Credit',
        notices: [],
        origin: { date: new Date('2026-05-06T12:00Z'), version: '1.2.3', machines: ['A, linux-x64'] },
        chapters: [
          {
            id: 'main',
            title: 'Main table',
            command: commandOfCells(cells),
            cells,
            notices: ['Some are left.'],
          },
        ],
      },
      {
        ownTeacher: (method) => method === 'r-margin',
        ...{ pairedOverPeople: () => null, rawLengths: () => null, subgroups: () => null },
      },
    );
    const html = renderReportHtml(built, new JSDOM('').window.document);
    browser = await chromium.launch({
      executablePath: browserPath ?? '',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.setContent(html);
  }, 60_000);
  afterAll(() => browser.close());

  it('keeps nobody out, in the light, in the dark and on paper, and has no type below 11 px on a phone', async () => {
    const found = await smallType(page);
    await leaveOneOfEach(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await seriousFindings(page)));
    }
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    found.push(...(await seriousFindings(page)));
    expect(found).toEqual([]);
  }, 60_000);

  it('does not scroll sideways on a phone', async () => {
    await page.emulateMedia({ media: 'screen' });
    const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(wider)).toBe(0);
  });
});

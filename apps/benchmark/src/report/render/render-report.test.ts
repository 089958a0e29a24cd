import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleReportCells } from '../../testing/sample-report-cells.ts';
import { buildReport, numberedFigures, type Report } from '../build-report.ts';
import { figureFile } from '../figures/figure-file.ts';
import { renderReportHtml } from './render-report-html.ts';
import { renderReportCsv } from './render-report-csv.ts';
import { renderReportMarkdown } from './render-report-markdown.ts';

const unseen = /[\0-\x08\x0b-\x1f\x7f\u202e]/;

const command = 'cfq run --dataset synthetic --seeds 0-1';
const make = (): Report =>
  buildReport(
    {
      title: 'Tests & <reports>',
      notices: ['Left out: a "damaged" <file>'],
      origin: {
        date: new Date('2026-05-06T12:00Z'),
        version: '1.2.3',
        machines: ['A, linux-x64', 'A, linux-x64'],
      },
      chapters: [
        { id: 'one', title: 'One', command, cells: sampleReportCells(), notices: [] },
        { id: 'two', title: 'Two', command: `${command} --quick`, cells: [], notices: ['Nothing yet.'] },
      ],
    },
    {
      ownTeacher: (method) => method === 'r-margin',
      pairedOverPeople: () => null,
      rawLengths: () => null,
      subgroups: () => null,
    },
  );

const newDocument = () => new JSDOM('').window.document;
let report: Report;
let html: string;
let page: Document;
beforeAll(() => {
  report = make();
  html = renderReportHtml(report, newDocument());
  // Parsing as XML fails on anything not well-formed.
  page = new JSDOM(html, { contentType: 'application/xhtml+xml' }).window.document;
});

describe('the cover', () => {
  it('tells what was compared, by whom, on what and how to repeat it, the same on the page and in Markdown', () => {
    const { facts, verdicts, definitions } = report.cover;
    const said = Object.fromEntries(facts.map(({ term, text }) => [term, text]));
    const cells = sampleReportCells();
    expect(said['Compared']).toContain(`${new Set(cells.map(({ method }) => method)).size} methods on`);
    expect(said['Compared']).toContain(`${cells.length} cells`);
    expect(said).toMatchObject({
      ...{ Written: '2026-05-06 by cfq 1.2.3', 'Computed on': 'A, linux-x64' },
      'To repeat it': `${command}; ${command} --quick`,
    });
    for (const name of new Set(cells.map(({ dataset }) => dataset)))
      expect(said['Licences of the data']).toContain(`${name}: `);
    expect(verdicts.length).toBeGreaterThan(0);
    for (const verdict of verdicts) expect(verdict).toMatch(/\d of \d targets met|no target is defined/);
    expect(verdicts.join('\n')).toMatch(/^cfq-faithful at .*(?:breaks|no promise to break)/m);
    expect(definitions.map(({ term }) => term)).toContain('VD, validity drop');
    const shown = page.querySelector('#cover')?.textContent ?? '';
    const markdown = renderReportMarkdown(report, 'figures');
    for (const text of [
      ...verdicts,
      ...facts.map((one) => one.text),
      ...definitions.map((one) => one.term),
    ]) {
      expect(shown).toContain(text);
      expect(markdown).toContain(text);
    }
  });
});

describe('the HTML page', () => {
  it('refers to nothing outside itself and runs no script', () => {
    expect(page.querySelectorAll('script, link, img, iframe, object, image, use')).toHaveLength(0);
    const references = [...page.querySelectorAll('*')].flatMap((element) =>
      ['href', 'src', 'xlink:href', 'srcset', 'style'].flatMap((name) => element.getAttribute(name) ?? []),
    );
    expect(references.filter((one) => !one.startsWith('#') && /url\(|\/\/|\.\w+$/.test(one))).toEqual([]);
    expect(html).not.toMatch(/@import|url\(/);
    const addresses = new Set(html.match(/https?:\/\/[^"' <]+/g));
    expect([...addresses].sort()).toEqual(['http://www.w3.org/1999/xhtml', 'http://www.w3.org/2000/svg']);
  });

  it('gives every figure a number, a title, a caption, the command, and every panel words', () => {
    const figures = [...page.querySelectorAll('figure')];
    expect(figures).toHaveLength(numberedFigures(report).length);
    expect(figures.length).toBeGreaterThan(10);
    for (const [at, figure] of figures.entries()) {
      const caption = figure.querySelector('figcaption')?.textContent ?? '';
      expect(caption).toMatch(new RegExp(`^Figure ${at + 1}\\. .{10,}`));
      expect(caption).toMatch(/seed/);
      expect(caption).toContain(command);
      const panels = [...figure.querySelectorAll('svg[role="img"]')];
      expect(panels.length).toBeGreaterThan(0);
      for (const panel of panels) {
        expect(panel.getAttribute('aria-label')).toBeTruthy();
        expect(panel.querySelector('title')?.textContent).toBeTruthy();
        expect(panel.querySelector('desc')?.textContent.length).toBeGreaterThan(20);
      }
    }
  });

  it('links to places that exist, each id once', () => {
    const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of page.querySelectorAll('a')) {
      expect(ids).toContain(link.getAttribute('href')?.slice(1));
    }
  });

  it('writes text as text, notices and empty chapters included', () => {
    expect(page.querySelector('h1')?.textContent).toBe('Tests & <reports>');
    expect([...page.querySelectorAll('.notices li')].map((one) => one.textContent)).toEqual([
      'Left out: a "damaged" <file>',
      'Nothing yet.',
    ]);
  });

  it('never shows a number that is none', () => {
    expect(html).not.toMatch(/NaN|Infinity|\bnull\b|>undefined|"undefined/);
    expect([...page.querySelectorAll('td')].filter(({ textContent }) => textContent === '')).toEqual([]);
  });

  it('is the same, byte for byte, when made again', () => {
    expect(renderReportHtml(make(), newDocument())).toBe(html);
  });
});

describe('the files of figures', () => {
  it('are whole SVG files of equal bytes, with title and description', () => {
    const [files, again] = [newDocument(), newDocument()].map((document) =>
      numberedFigures(report).map(({ figure }) => figureFile(figure, document)),
    );
    expect(files).toEqual(again);
    for (const file of files ?? []) {
      const svg = new JSDOM(file, { contentType: 'image/svg+xml' }).window.document.documentElement;
      expect(svg.namespaceURI).toBe('http://www.w3.org/2000/svg');
      expect(svg.querySelector('title')?.textContent).toBeTruthy();
      expect(svg.querySelector('desc')?.textContent).toBeTruthy();
      expect(file).not.toMatch(/NaN|undefined/);
    }
  });

  it('have names of their own', () => {
    const names = numberedFigures(report).map(({ file }) => file);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the Markdown', () => {
  it('holds tables whose rows have as many entries as their headings', () => {
    const lines = renderReportMarkdown(report, 'figures').split('\n');
    const entries = (line: string) => line.replaceAll('\\|', '').split('|').length;
    const rules = lines.flatMap((line, at) => (/^\| :--/.test(line) ? [at] : []));
    expect(rules.length).toBeGreaterThan(10);
    for (const at of rules) {
      expect(lines[at - 2]).toBe('');
      for (let row = at - 1; lines[row]?.startsWith('|'); row += 1) {
        expect(entries(lines[row]!)).toBe(entries(lines[at]!));
      }
    }
  });

  it('links every figure with its caption and command, in the order of the page', () => {
    const markdown = renderReportMarkdown(report, 'figures');
    const links = [...markdown.matchAll(/!\[[^\]]+\]\(figures\/([^)]+)\)/g)].map(([, file]) => file);
    expect(links).toEqual(numberedFigures(report).map(({ file }) => file));
    expect(markdown.match(/^\*\*Figure \d+\. /gm)).toHaveLength(links.length);
    expect(markdown).not.toMatch(/NaN|\| (undefined|null) \|/);
  });
});

describe('names from outside', () => {
  const hostile = '=1|<script>alert("x")</script> [a](http://b) \u001b]0;t\u0007 \u202e';
  const cells = sampleReportCells().map((cell) => ({ ...cell, dataset: hostile, variant: hostile }));
  const chapter = {
    id: 'one',
    title: hostile,
    command: `cfq run --csv "${hostile}"`,
    cells,
    notices: [hostile],
  };
  const named = buildReport(
    {
      ...{ title: hostile, notices: [hostile], chapters: [chapter] },
      origin: { date: new Date(0), version: '1.2.3', machines: [hostile] },
    },
    { ownTeacher: () => false, pairedOverPeople: () => null, rawLengths: () => null, subgroups: () => null },
  );

  it('are text in the page and in figures, which stay whole', () => {
    const text = renderReportHtml(named, newDocument());
    const whole = new JSDOM(text, { contentType: 'application/xhtml+xml' }).window.document;
    expect(whole.querySelectorAll('script')).toHaveLength(0);
    expect(whole.querySelector('h1')?.textContent).toContain('<script>');
    for (const { figure } of numberedFigures(named)) {
      const file = figureFile(figure, newDocument());
      const svg = new JSDOM(file, { contentType: 'image/svg+xml' }).window.document;
      expect(svg.querySelectorAll('script')).toHaveLength(0);
      expect(file).not.toMatch(unseen);
    }
    expect(text).not.toMatch(unseen);
  });

  it('are text in Markdown', () => {
    const markdown = renderReportMarkdown(named, 'figures');
    expect(markdown).toContain('&lt;script>');
    expect(markdown).not.toContain('<');
    expect(markdown).not.toMatch(/\]\(http/);
    expect(markdown).not.toMatch(unseen);
  });

  it('are no formulas in a spreadsheet', () => {
    const csv = renderReportCsv(cells.map((cell) => ({ cell, chapters: ['one'] })));
    expect(csv).toContain(`"'=1|<script>`);
    expect(csv).not.toMatch(/(^|,)"?[=+@-](?![\d.])/m);
  });
});

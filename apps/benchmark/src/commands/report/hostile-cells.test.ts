import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellSchema, type Cell } from '../../cells/cell.ts';
import { exitCode } from '../../command-line/exit-code.ts';
import { openCellStore } from '../../store/cell-store.ts';
import { sampleSpecification } from '../../testing/sample-cell.ts';
import { sampleReportCells } from '../../testing/sample-report-cells.ts';
import { sampleTerminal } from '../../testing/sample-terminal.ts';
import { report } from './run.ts';

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (chromium === undefined) {
  process.stderr.write('SKIPPED: hostile cells in a browser, no Chromium is installed\n');
}

const mark = "top.document.documentElement.setAttribute('data-ran', 1)";
/** What would set the mark wherever a text is taken for markup, a place in an attribute, a style or a script. */
const attacks = [
  `<script>${mark}</script>`,
  `<img src=x onerror="${mark}">`,
  `"><svg onload="${mark}">`,
  `' onfocus="${mark}" autofocus tabindex=0 x='`,
  `</style></title></textarea></script><script>${mark}</script>`,
  `]]><script xmlns="http://www.w3.org/1999/xhtml">${mark}</script>`,
  `[a](javascript:${mark})\u001b]0;title\u0007\u0000\u202e`,
];

/** Whether the schema leaves the text at a place free, by the place without numbers. */
const isFree = new Map<string, boolean>();

/** A copy of a cell with an attack in place of every text that the schema leaves free. */
function hostile(cell: Cell, first: number): { readonly cell: Cell; readonly texts: number } {
  const copy: unknown = structuredClone(cell);
  let texts = 0;
  const visit = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const place = value as Record<string, unknown>;
    for (const [key, own] of Object.entries(place)) {
      const path = `${at}.${Array.isArray(value) ? '' : key}`;
      if (typeof own !== 'string') visit(own, path);
      else if (isFree.get(path) !== false) {
        place[key] = `${own}${attacks[(first + texts) % attacks.length]}`;
        if (!isFree.has(path)) isFree.set(path, cellSchema.safeParse(copy).success);
        if (isFree.get(path) === true) texts += 1;
        else place[key] = own;
      }
    }
  };
  visit(copy, '');
  return { cell: cellSchema.parse(copy), texts };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether something ran in a page. */
async function hasRun(file: string): Promise<boolean> {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--allow-file-access-from-files'];
  const words = [
    ...flags,
    `--user-data-dir=${join(folder, 'profile')}`,
    '--virtual-time-budget=2000',
    '--dump-dom',
  ];
  const { stdout } = await promisify(execFile)(chromium!, [...words, pathToFileURL(file).href], {
    maxBuffer: 2 ** 28,
  });
  expect(stdout).toMatch(/<html[\s>]/);
  return /<html[^>]*\sdata-ran=/.test(stdout);
}

const framed = (files: readonly string[]): string =>
  files.map((file) => `<iframe src="${pathToFileURL(file).href}"></iframe>`).join('\n');

describe.skipIf(chromium === undefined)('cells whose every text is an attack', () => {
  it('run nothing in a browser, in the report or its figures', async () => {
    const store = openCellStore(folder);
    let texts = 0;
    for (const [index, sample] of sampleReportCells().entries()) {
      const made = hostile(sample, index);
      texts += made.texts;
      store.write(sampleSpecification({ settings: made.cell.settings }), made.cell);
    }
    expect(texts).toBeGreaterThan(500);
    const terminal = sampleTerminal();
    expect(await report(folder, { title: attacks.join(' ') }, terminal)).toBe(exitCode.success);
    expect(terminal.errors()).toBe('');
    const page = join(folder, 'report', 'report.html');
    const html = readFileSync(page, 'utf8');
    expect(html.split('data-ran').length).toBeGreaterThan(50);
    expect(await hasRun(page)).toBe(false);
    const figures = readdirSync(join(folder, 'report', 'figures')).map((name) =>
      join(folder, 'report', 'figures', name),
    );
    expect(figures.length).toBeGreaterThan(5);
    const frames = join(folder, 'frames.html');
    writeFileSync(frames, `<!doctype html><title>figures</title>${framed(figures)}`);
    expect(await hasRun(frames)).toBe(false);
  });

  it('would be seen to run where they were let through', async () => {
    const page = join(folder, 'let-through.html');
    writeFileSync(page, `<!doctype html><title>page</title><p>${attacks[1]}</p>`);
    expect(await hasRun(page)).toBe(true);
    const figure = join(folder, 'let-through.svg');
    writeFileSync(figure, `<svg xmlns="http://www.w3.org/2000/svg"><script>${mark}</script></svg>`);
    writeFileSync(page, `<!doctype html><title>page</title>${framed([figure])}`);
    expect(await hasRun(page)).toBe(true);
  });
});

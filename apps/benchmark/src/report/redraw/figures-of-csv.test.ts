import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { hasOwnTeacher } from '../../cells/method-properties.ts';
import { sampleReportCells } from '../../testing/sample-report-cells.ts';
import { figureName, sectionsOf } from '../build-report.ts';
import { figureFile } from '../figures/figure-file.ts';
import { renderReportCsv } from '../render/render-report-csv.ts';
import { cellsOfCsv } from './cells-of-csv.ts';
import { figuresOfCsv } from './figures-of-csv.ts';

const context = {
  ownTeacher: hasOwnTeacher,
  pairedOverPeople: () => null,
  rawLengths: () => null,
  subgroups: () => null,
};
const family = 'tiny';
const csv = renderReportCsv(sampleReportCells().map((cell) => ({ cell, chapters: [family] })));

it('figures drawn from the columns of a report are those that its cells draw, byte by byte', () => {
  const { document } = new JSDOM('').window;
  const ofCells = new Map(
    sectionsOf(sampleReportCells(), context)
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) =>
        block.kind === 'table' || block.kind === 'text'
          ? []
          : [[figureName(family, block), figureFile(block, document)] as const],
      ),
  );
  const drawn = figuresOfCsv(family, csv);
  for (const { file, svg, title, caption } of drawn) {
    expect(svg === ofCells.get(file), file).toBe(true);
    expect(svg).toContain(title.slice(0, 20));
    expect(caption).not.toBe('');
  }
  const left = [...ofCells.keys()].filter((file) => !drawn.some((one) => one.file === file));
  // What the columns do not hold: near misses by fraction, certificates, what recourse methods pay and seconds.
  expect(
    left
      .map((file) => file.replace(/^tiny-/, ''))
      .every((file) => /near-miss|certified|recourse|seconds/.test(file)),
  ).toBe(true);
  expect(drawn.length).toBeGreaterThan(6);
});

it('settings are read back from the words of a variant', () => {
  const cells = new Map(
    sampleReportCells().map((cell) => [
      JSON.stringify([cell.variant, cell.method, cell.seed, cell.budgetBits, cell.dataset, cell.backbone]),
      cell,
    ]),
  );
  for (const cell of cellsOfCsv(csv)) {
    const own = cells.get(
      JSON.stringify([cell.variant, cell.method, cell.seed, cell.budgetBits, cell.dataset, cell.backbone]),
    );
    expect(cell.margins.map(({ kappa, validityDrop }) => [kappa, validityDrop])).toEqual(
      own?.margins.map(({ kappa, validityDrop }) => [kappa, validityDrop]),
    );
    expect(cell.settings.teacherActions).toEqual(own?.settings.teacherActions);
  }
});

it.each([
  ['no column', csv.replace('kappa,validity_drop', 'kapa,validity_drop'), /no column "kappa"/],
  [
    'a text for a number',
    csv.replace(/^(.*\n[^,]*,[^,]*,[^,]*,[^,]*,)("[^"]*"|[^,]*),[^,]*/, '$1$2,abc'),
    /"budget_bits", line 2 is "abc", expected a number/,
  ],
])('refuses %s', (_, text, message) => {
  expect(() => figuresOfCsv(family, text)).toThrow(message);
});

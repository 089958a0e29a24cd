import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { labelsInWords, redrawnReport } from './redrawn-report.ts';

const markdown = [
  '- kd on german, actions=literature: meets 1 of 6 targets.',
  '',
  '**german, mlp:8, actions=literature, 4 bits**',
  '',
  '| method | VD ↓ |',
  '| :-- | --: |',
  '| kd, inputBits=8 | 0.1 |',
  '',
  '![Old](figures/tiny-pareto.svg)',
  '',
  '**Figure 1. Old.** Old words. Made by `cfq replicate tiny --set K=1`.',
  '',
  '![Kept](figures/tiny-certified.svg)',
  '',
  '**Figure 2. Kept.** Kept words. Made by `cfq replicate tiny`.',
  '',
  '![Gone](figures/tiny-gone.svg)',
  '',
  '**Figure 3. Gone.** Words. Made by `cfq replicate tiny`.',
  '',
].join('\n');

const drawn = [{ file: 'tiny-pareto.svg', title: 'New', caption: 'Of n < 3.', svg: '<svg/>' }];

it('captions are those of the new drawings, labels are in words, numbers and commands stay', () => {
  expect(redrawnReport(markdown, drawn, ['tiny-gone.svg']).trimEnd().split('\n').filter(Boolean)).toEqual([
    '- kd on german, literature policy: meets 1 of 6 targets.',
    '**german, mlp:8, literature policy, 4 bits**',
    '| method | VD ↓ |',
    '| :-- | --: |',
    '| kd, columns of 8 bits | 0.1 |',
    '![New](figures/tiny-pareto.svg)',
    '**Figure 1. New.** Of n &lt; 3. Made by `cfq replicate tiny --set K=1`.',
    '![Kept](figures/tiny-certified.svg)',
    '**Figure 2. Kept.** Kept words. Made by `cfq replicate tiny`.',
  ]);
});

it('a report that is drawn again a second time stays as it is', () => {
  const once = redrawnReport(markdown, drawn);
  expect(redrawnReport(once, drawn)).toBe(once);
});

it('labels of a drawing that cannot be made again are put in words, its marks stay', () => {
  const drawing =
    '<g data-mark="dot"><text x="6" fill="a=b">german, actions=literature</text><circle r="2"/></g>';
  expect(labelsInWords(drawing)).toBe(
    '<g data-mark="dot"><text x="6" fill="a=b">german, literature policy</text><circle r="2"/></g>',
  );
});

it('no published figure names a setting as it is typed', () => {
  const folder = new URL('../../data/reports/figures/', import.meta.url);
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(40);
  const typed = files.filter((file) => {
    const svg = readFileSync(new URL(file, folder), 'utf8');
    return [...svg.matchAll(/<(?:text|tspan)\b[^>]*>([^<]+)/g)].some(([, label]) => /\w=\w/.test(label!));
  });
  expect(typed).toEqual([]);
});

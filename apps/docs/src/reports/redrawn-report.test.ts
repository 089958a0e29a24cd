import { expect, it } from 'vitest';
import { redrawnReport } from './redrawn-report.ts';

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

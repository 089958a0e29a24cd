import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { DotFigure } from '../blocks/dot-figure.ts';
import { drawFigure } from './draw-figure.ts';

const axis = { label: 'error', type: 'linear', low: 0, high: 1 } as const;
const figure: DotFigure = {
  kind: 'dots',
  name: 'dots',
  title: 'Dots',
  caption: 'Dots.',
  measures: [{ axis, reference: 0.5 }, { axis: { ...axis, label: 'share' } }],
  panels: [
    {
      title: 'german',
      rows: [
        {
          name: 'lsq',
          measures: [
            { mean: 0.5, seeds: [0.25, 0.75] },
            { mean: 1, seeds: [1] },
          ],
        },
        {
          name: 'a name that is longer than any margin has room for',
          measures: [{ mean: 0, seeds: [0] }, 'undefined'],
        },
      ],
    },
  ],
};
const draw = () => drawFigure(figure, new JSDOM('').window.document)[0]!;

describe('a panel of dots', () => {
  it('has one filled mark a number, and the seeds hollow beside it, as far apart as they are', () => {
    const panel = draw();
    const circles = [...panel.querySelectorAll('circle')].map((circle) => ({
      x: Number(circle.getAttribute('cx')),
      y: Number(circle.getAttribute('cy')),
      r: Number(circle.getAttribute('r')),
    }));
    const means = circles.filter(({ r }) => r > 3);
    const seeds = circles.filter(({ r }) => r < 3);
    expect(means).toHaveLength(3);
    expect(seeds).toHaveLength(2);
    const [mean, , zero] = [means[0]!, means[1]!, means.find(({ x }) => x < means[0]!.x)!];
    expect(seeds[0]!.x - zero.x).toBeCloseTo((mean.x - zero.x) / 2, 6);
    expect(seeds[1]!.x - mean.x).toBeCloseTo(mean.x - seeds[0]!.x, 6);
    expect(seeds[0]!.y).toBeLessThan(mean.y);
    expect(seeds[1]!.y).toBeGreaterThan(mean.y);
  });

  it('writes names, what is undefined, and both axes, and says the numbers in words', () => {
    const panel = draw();
    const texts = [...panel.querySelectorAll('text')].map(({ textContent }) => textContent);
    expect(texts).toContain('lsq');
    expect(texts.filter((text) => text === '–')).toHaveLength(1);
    expect(texts).toContain('error');
    expect(texts).toContain('share');
    const lines = texts.filter((text) => 'a name that is longer than any margin has room for'.includes(text));
    expect(lines).toEqual(['a name that is longer than any margin has', 'room for']);
    expect(panel.querySelector('desc')?.textContent).toContain('lsq: error 0.5000, share 1.0000.');
  });
});

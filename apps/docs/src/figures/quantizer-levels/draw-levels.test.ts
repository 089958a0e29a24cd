import { lsq } from '@cfq/quantizers';
import { describe, expect, it } from 'vitest';
import { drawLevels } from './draw-levels.ts';
import { scenesOfLevels } from './levels-of.ts';

describe('the picture of levels', () => {
  const data = Float32Array.from({ length: 200 }, (_, index) => (index - 100) / 50);
  const scene = scenesOfLevels(lsq, { data, shape: [200] }, 'a ramp');

  it('counts every value once, in the histogram and at a level of each width', () => {
    expect(scene.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(scene.widths.map(({ bits }) => bits)).toEqual([2, 3, 4]);
    for (const { bits, levels } of scene.widths) {
      expect(levels.length).toBeLessThanOrEqual(2 ** bits);
      expect(levels.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
    }
    // 2⟨|v|⟩ / √Q_P of a ramp from -2 to 2 is 2: codes -1, 0 and 1 occur.
    expect(scene.widths[0]!.levels.map(({ value }) => Math.round(value))).toEqual([-2, 0, 2]);
  });

  it('has a line at each level, in the ink of the page', () => {
    const svg = drawLevels(scene);
    const lines = scene.widths.reduce((sum, { levels }) => sum + levels.length, 0);
    expect(svg.match(/<path d="M[\d.]+,\d+v-/g)).toHaveLength(lines);
    expect(svg).toContain('fill="currentColor"');
    expect(svg).toContain('>2 bits<');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

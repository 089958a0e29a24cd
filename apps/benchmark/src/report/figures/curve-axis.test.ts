import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { axisOptions, panelDomain } from './curve-axis.ts';
import type { CurveFigure } from '../blocks/curve-figure.ts';
import { drawFigure } from './draw-figure.ts';

const log = { label: 'size', type: 'log' } as const;

/** What a drawn axis says at its ticks. */
function writtenAlongX(values: readonly number[]): string[] {
  const figure: CurveFigure = {
    kind: 'curves',
    name: 'sizes',
    title: 'Sizes',
    caption: 'Sizes.',
    x: log,
    y: { label: 'error', type: 'linear' },
    lines: false,
    panels: [
      {
        title: 'one',
        series: [{ name: 'lsq', style: 'lsq', points: values.map((x) => ({ x, y: x, seeds: [] })) }],
      },
    ],
  };
  const [panel] = drawFigure(figure, new JSDOM('').window.document);
  const labels = panel?.querySelectorAll('[data-mark="x-axis tick label"] text') ?? [];
  return [...labels].map(({ textContent }) => textContent);
}

describe('the ticks of a logarithmic axis', () => {
  it.each([
    [1, 100],
    [1, 8],
    [9, 31],
    [0.02, 4000],
  ])('are two to seven round numbers within %d and %d', (low, high) => {
    const { ticks } = axisOptions(log, [low, high]);
    expect(Array.isArray(ticks)).toBe(true);
    const places = Array.isArray(ticks) ? ticks : [];
    expect(places.length).toBeGreaterThanOrEqual(2);
    expect(places.length).toBeLessThanOrEqual(7);
    for (const tick of places) {
      expect(tick).toBeGreaterThanOrEqual(low);
      expect(tick).toBeLessThanOrEqual(high);
      expect(tick).toBeCloseTo(Number(tick.toPrecision(2)), 12);
    }
  });

  it.each([
    ['between two steps of the ladder', [10.6, 13.9]],
    ['around one step of it', [19.2, 20.8]],
    ['at one size', [12.4]],
  ])('are at least two, and rise, where sizes lie %s', (_where, sizes) => {
    const ticks = writtenAlongX(sizes).map(Number);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
    for (const tick of ticks) {
      expect(tick).toBeGreaterThanOrEqual(Math.min(...sizes) * 0.9);
      expect(tick).toBeLessThanOrEqual(Math.max(...sizes) * 1.1);
    }
  });
});

describe('the axis of one panel', () => {
  const axis = { label: 'VD', type: 'symlog', constant: 0.01, low: 0, percent: true } as const;
  const all = [0, 0.005, 0.01, 0.4, 0.9];

  it('is that of all panels where its numbers span a third of it or more', () => {
    expect(panelDomain(axis, all, [0, 0.4])).toEqual({ domain: [0, 0.9], own: false });
  });

  it('is its own where it would be flattened, and keeps an end that is near', () => {
    expect(panelDomain(axis, all, [0, 0.01])).toEqual({ domain: [0, 0.01], own: true });
    const { domain, own } = panelDomain(axis, all, [0.5, 0.8]);
    expect([domain, own]).toEqual([[0.5, 0.9], true]);
  });

  it('is that of all panels where there is one number alone, or none', () => {
    expect(panelDomain(axis, all, [0.4, 0.4]).own).toBe(false);
    expect(panelDomain(axis, all, []).own).toBe(false);
  });
});

it('a short logarithmic axis has a text at each of its ticks', () => {
  const options = axisOptions({ label: 'kB', type: 'log' }, [7.4, 12]);
  expect(options.ticks).toEqual([8, 10]);
  expect(options).toHaveProperty('text');
});

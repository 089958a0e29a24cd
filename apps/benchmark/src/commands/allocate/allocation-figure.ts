import type { ModelAllocation } from '@cfq/compression';
import type { CurveFigure } from '../../report/blocks/curve-figure.ts';

/** The trade-off as a figure: what is spent across, the predicted loss up, the bound from below beside it. */
export function allocationFigure({ unit, points, chosen }: ModelAllocation, allocator: string): CurveFigure {
  const line = (name: string, y: (point: (typeof points)[number]) => number) => ({
    ...{ name, style: name },
    points: points.map((point) => ({ x: point.cost, y: y(point), seeds: [] })),
  });
  return {
    kind: 'curves',
    name: 'allocation-curve',
    title: `What ${unit} buy`,
    caption:
      'Every schedule that no other beats, the proof that none loses less, and what the allocator chose.',
    x: { label: unit, type: 'linear' },
    y: { label: 'predicted loss', type: 'linear', low: 0, percent: false },
    lines: true,
    panels: [
      {
        title: `What ${unit} buy`,
        series: [
          line('optimum', ({ loss }) => loss),
          line('bound from below', ({ lowerBound }) => lowerBound),
          { name: allocator, style: allocator, points: [{ x: chosen.cost, y: chosen.loss, seeds: [] }] },
        ],
      },
    ],
  };
}

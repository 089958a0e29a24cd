import type { ModelAllocation } from '@cfq/compression';
import type { CurveFigure } from '../../report/blocks/curve-figure.ts';

/** Powers of ten that axes leave to their labels, the largest first. */
const magnitudes = [
  [1e9, 'billion '],
  [1e6, 'million '],
  [1e3, 'thousand '],
  [1, ''],
] as const;

/** The trade-off as a figure: what is spent across, the predicted loss up, the bound from below beside it. */
export function allocationFigure({ unit, points, chosen }: ModelAllocation, allocator: string): CurveFigure {
  const most = Math.max(...points.map(({ cost }) => cost));
  const [magnitude, word] = magnitudes.find(([one]) => most >= one) ?? [1, ''];
  const line = (name: string, y: (point: (typeof points)[number]) => number) => ({
    ...{ name, style: name },
    points: points.map((point) => ({ x: point.cost / magnitude, y: y(point), seeds: [] })),
  });
  return {
    kind: 'curves',
    name: 'allocation-curve',
    title: `What ${unit} buy`,
    caption:
      'Every schedule that no other beats, the proof that none loses less, and what the allocator chose.',
    x: { label: `${word}${unit} (log)`, type: 'log' },
    y: { label: 'predicted loss', type: 'linear', low: 0, percent: false },
    lines: true,
    panels: [
      {
        title: `What ${unit} buy`,
        series: [
          line('optimum', ({ loss }) => loss),
          line('bound from below', ({ lowerBound }) => lowerBound),
          {
            name: allocator,
            style: allocator,
            points: [{ x: chosen.cost / magnitude, y: chosen.loss, seeds: [] }],
          },
        ],
      },
    ],
  };
}

import type { MeasuredPoint } from '@cfq/compression';
import type { CurveFigure, CurveSeries } from '../../report/blocks/curve-figure.ts';

/** Shares that are better the smaller they are, and how a reader calls them. */
const lines = [
  { id: 'flips', name: 'flips', of: (value: number) => value },
  { id: 'vd@0.2', name: 'broken promises κ = 0.2', of: (value: number) => value },
  { id: 'near-miss', name: 'near misses approved', of: (value: number) => 1 - value },
] as const;

/** What was measured along a size curve, as a figure: bytes across, shares of what was lost up. */
export function curveFigure(points: readonly MeasuredPoint[]): CurveFigure {
  const series = lines.map(({ id, name, of }): CurveSeries => ({
    name,
    style: name,
    points: points.flatMap(({ bytes, measured }) => {
      const value = measured?.candidate.numbers.find((number) => number.id === id)?.value;
      return value === undefined || value === null ? [] : [{ x: bytes, y: of(value), seeds: [] }];
    }),
  }));
  return {
    kind: 'curves',
    name: 'size-curve',
    title: 'What is lost at which size',
    caption: 'Measured on the rows to choose by, for every schedule that was tried.',
    x: { label: 'bytes of the file', type: 'linear' },
    y: { label: 'share lost', type: 'linear', low: 0, percent: true },
    lines: true,
    panels: [{ title: 'What is lost at which size', series }],
  };
}

import { expect, it } from 'vitest';
import { sampleCell } from '../../testing/sample-cell.ts';
import { optimalityLines } from './optimality-lines.ts';

it('tells of each teacher and margin once, and of nobody where nobody was looked at', () => {
  const margin = { kappa: 0.2, gap: 0.0123, interval: [0.001, 0.04] as [number, number], dearer: 0.25 };
  const n = { compared: 8, missed: 1, infeasible: 2, open: 0 };
  const none = { kappa: 0.4, gap: null, interval: null, dearer: null, n: { ...n, compared: 0 } };
  const optimalityGap = { n: { denied: 30, sampled: 11 }, margins: [{ ...margin, n }, none] };
  const cells = ['lsq', 'kd'].map((method) => sampleCell({ method, optimalityGap }));
  const [first, second, end, ...more] = optimalityLines(cells);
  expect(first).toMatch(
    /κ = 0\.2: actions are 1\.23 % dearer than the cheapest \(95 %: 0\.10 % to 4\.00 %\), 25\.00 % of them at all; 8 compared of 11 looked at \(30 denied\), 1 missed, 2 proven to have no action, 0 open$/,
  );
  expect(second).toMatch(/κ = 0\.4: nobody to compare; 0 compared/);
  expect([end, ...more]).toEqual(['']);
  expect(optimalityLines([sampleCell({})])).toEqual([]);
});

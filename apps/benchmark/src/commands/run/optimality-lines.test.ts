import { expect, it } from 'vitest';
import { sampleCell, sampleSettings } from '../../testing/sample-cell.ts';
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
  expect(first).toMatch(/^synthetic, mlp:8, seed 0: κ/);
  expect(optimalityLines([sampleCell({})])).toEqual([]);
});

it('tells what stands beside the cells, apart where actions or costs differ, and why there is none', () => {
  const margin = {
    kappa: 0.2,
    gap: 0,
    interval: null,
    dearer: 0,
    n: { compared: 1, missed: 0, infeasible: 0, open: 0 },
  };
  const gap = { n: { denied: 1, sampled: 1 }, margins: [margin] };
  const settings = [{}, { actions: 'literature' }, { cost: 'l2' as const, overrides: { eta: 1 } }].map(
    sampleSettings,
  );
  const told = settings.map((one) => ({ settings: one, gap }));
  const lines = optimalityLines(
    [sampleCell({})],
    [...told, { settings: settings[0]!, gap: { reason: 'nobody is denied' } }],
  );
  expect(lines.map((line) => line.split(': ').slice(0, 2))).toEqual([
    ['synthetic, mlp:8, seed 0', 'κ = 0.2'],
    ['synthetic, mlp:8, seed 0, actions=literature', 'κ = 0.2'],
    ['synthetic, mlp:8, seed 0, cost=l2', 'κ = 0.2'],
    ['synthetic, mlp:8, seed 0', 'no optimality gap'],
    [''],
  ]);
  expect(lines[3]).toMatch(/: nobody is denied$/);
});

it('says what is proven of everybody where some were left open, and nothing of it in older cells', () => {
  const n = { compared: 1, missed: 0, infeasible: 0, open: 4, bounded: 5 };
  const margin = { kappa: 0.2, gap: 0.01, interval: null, dearer: 1, gapAtMost: 0.0345, n };
  const lineOf = (one: object) =>
    optimalityLines([
      sampleCell({ optimalityGap: { n: { denied: 9, sampled: 5 }, margins: [{ ...margin, ...one }] } }),
    ])[0];
  expect(lineOf({})).toMatch(/, 4 open; of all 5 with an action at most 3\.45 % is proven$/);
  expect(lineOf({ gapAtMost: null })).toMatch(/, 4 open; of all 5 with an action no least cost is proven$/);
  expect(lineOf({ gapAtMost: undefined })).toMatch(/, 4 open$/);
  expect(lineOf({ n: { ...n, open: 0 } })).toMatch(/, 0 open$/);
});

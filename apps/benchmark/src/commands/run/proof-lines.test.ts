import { expect, it } from 'vitest';
import { sampleCell, sampleSettings } from '../../testing/sample-cell.ts';
import { proofLines } from './proof-lines.ts';

it('tells what is proven of each student, and of each teacher once', () => {
  const method = {
    ...{ paper: 0.5, margin: 0.625, box: 0.5, transfer: 1 },
    ...{ epsilon: { median: 0.1, q90: 0.2 }, slack: { median: 0.1, q90: 0.2 } },
  };
  const radii = [0, 0.05].map((radius) => ({ radius, interval: method, linear: method }));
  const points = { n: 8, transfer: 0.75, meanMargin: 0.3, radii };
  const certificates = { margins: [{ kappa: 0.2, ...points }], nearMiss: [{ fraction: 0.95, ...points }] };
  const bits = [{ bits: 4, nearest: 0.25, either: null }];
  const roundingSurvival = { margins: [{ kappa: 0.2, n: 8, bits }] };
  const cells = ['lsq', 'kd'].map((name) => sampleCell({ method: name, certificates, roundingSurvival }));
  const lines = proofLines(cells);
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(
    /lsq at .* κ = 0\.2: yes certified 62\.5 % at the point, 62\.5 % within 0\.05; seen 75\.0 % of 8$/,
  );
  expect(lines[1]).toMatch(/ρ = 0\.95: no certified/);
  expect(lines[2]).toMatch(/no rounding to the nearest breaks 25\.0 % at 4 bits \(– up or down\); of 8$/);
  expect(proofLines([sampleCell({})])).toEqual([]);
  const recipes = [8, 16].map((activationBits) =>
    sampleCell({ certificates, settings: sampleSettings({ overrides: { activationBits } }) }),
  );
  expect(proofLines(recipes).filter((line) => line.includes('no certified'))).toEqual([
    expect.stringContaining('activationBits=8, '),
    expect.stringContaining('activationBits=16, '),
  ]);
});

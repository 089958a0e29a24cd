import { expect, it } from 'vitest';
import { runtimeSettings } from './runtime-settings.ts';
import { runtimeVerdicts } from './runtime-verdicts.ts';

const [native, exact, wasm] = runtimeSettings as [
  (typeof runtimeSettings)[0],
  (typeof runtimeSettings)[0],
  (typeof runtimeSettings)[0],
];

it('holds every runtime against the first that runs the file, a tie being a denial', () => {
  const margins = (...values: number[]) => ({ margins: Float32Array.from(values) });
  const verdicts = runtimeVerdicts([
    { ...native, failure: 'no library' },
    { ...exact, ...margins(-1, 0.5, 2) },
    { ...wasm, ...margins(0.5, 0, 2) },
  ]);
  expect(verdicts).toEqual([
    {
      ...native,
      reference: false,
      failure: 'no library',
      rows: 0,
      toApproved: 0,
      toDenied: 0,
      largestDifference: null,
    },
    { ...exact, reference: true, failure: null, rows: 3, toApproved: 0, toDenied: 0, largestDifference: 0 },
    { ...wasm, reference: false, failure: null, rows: 3, toApproved: 1, toDenied: 1, largestDifference: 1.5 },
  ]);
});

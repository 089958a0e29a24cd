import { expect, it } from 'vitest';
import { sampleCell } from '../../testing/sample-cell.ts';
import { cellSchema } from '../cell.ts';
import { completeAggregates } from './complete-aggregates.ts';

it('leaves undefined what a published cell does not know yet, and keeps what it knows', () => {
  const whole = sampleCell();
  expect(completeAggregates(whole)).toEqual(whole);
  const without = (numbers: object, name: string) =>
    Object.fromEntries(Object.entries(numbers).filter(([key]) => key !== name));
  const older = {
    ...without(whole, 'overGrant'),
    counts: without(whole.counts, 'overGrant'),
    intervals: without(whole.intervals, 'overGrant'),
    margins: whole.margins.map((margin) => without(margin, 'actionOverlap')),
  };
  expect(cellSchema.safeParse(older).success).toBe(false);
  const cell = cellSchema.parse(completeAggregates(older));
  expect(cell).toMatchObject({ overGrant: null, agreement: whole.agreement });
  expect(cell.counts.overGrant).toBe(0);
  expect(cell.margins.map(({ actionOverlap }) => actionOverlap)).toEqual([null, null]);
});

it('completes nothing that is no cell', () => {
  for (const other of [null, 3, {}, { dataset: 'german' }]) expect(completeAggregates(other)).toBe(other);
});

import { describe, expect, it } from 'vitest';

import { smallActionSet, smallPeople } from '../testing/small-people.ts';
import { actionLayout } from './action-layout.ts';
import { createSlopeAverages } from './slope-averages.ts';

describe('slope averages', () => {
  it('halve the way to each new slope in float32, job by job, where something may change', () => {
    const jobs = 200;
    const layout = actionLayout(smallActionSet(), { norm: 'l1' }, smallPeople(1, 0).data);
    const changeable = Array.from({ length: layout.width }, (_, c) => c).filter((c) => c !== 2);
    const averages = createSlopeAverages(layout, jobs);
    const expected = new Map<number, Float32Array>();
    for (let call = 0; call < 3 * jobs; call += 1) {
      const job = (call * 37) % jobs;
      const slopes = Float32Array.from({ length: 2 * layout.width }, (_, i) => Math.sin(call + 1.7 * i));
      const slope = slopes.subarray(layout.width);
      const before = expected.get(job);
      const now = before === undefined ? slope : slope.map((value, c) => 0.5 * (before[c]! + value));
      expected.set(job, now);
      const shown = averages.follow(job, slopes, layout.width);
      expect(changeable.map((c) => shown[c])).toEqual(changeable.map((c) => now[c]));
      if (call % 11 === 0) {
        averages.forget(job);
        expected.delete(job);
      }
    }
  });
});

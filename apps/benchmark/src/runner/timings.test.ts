import { describe, expect, it } from 'vitest';
import { createTimings } from './timings.ts';

describe('createTimings', () => {
  it('tells apart what was computed and what came from the store', () => {
    const timings = createTimings();
    expect(timings.isEmpty).toBe(true);
    timings.add({ phase: 'student', seconds: 9, cpuSeconds: 12, reused: false });
    timings.add({ phase: 'teacher', seconds: 1, cpuSeconds: 2, reused: false });
    timings.add({ phase: 'teacher', seconds: 4, cpuSeconds: 5, reused: true });
    timings.used({ cpuSeconds: 12, residentBytes: 5e8 });
    timings.used({ cpuSeconds: 3, residentBytes: 4e8 });
    expect(timings.residentBytes).toBe(5e8);
    expect(timings.table({ cells: 2, wallSeconds: 10 })).toEqual({
      title: 'Where the time went: 10.0 s wall, 15.0 s CPU, 12.0 cells per minute',
      columns: ['phase', 'seconds', 'CPU s', 'share', 'times', 'from the store', 'seconds saved'],
      rows: [
        ['teacher', '1.0', '2.0', '10 %', '1', '1', '4.0'],
        ['student', '9.0', '12.0', '90 %', '1', '0', '0.0'],
      ],
    });
  });
});

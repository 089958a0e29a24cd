import type { RecourseRecord } from '@cfq/metrics';
import { describe, expect, it } from 'vitest';
import { rawLengths } from './raw-lengths.ts';

const record = {
  margins: [{ kappa: 0 }, { kappa: 0.2 }],
  raw: {
    features: [
      { name: 'amount', kind: 'numeric', unit: 'EUR' },
      { name: 'months', kind: 'numeric' },
      { name: 'housing', kind: 'categorical' },
    ],
    before: [
      [1000, 24, 'rent'],
      [500, null, 'own'],
      [800, 12, 'rent'],
    ],
    margins: [
      { teacher: [null, null, null], student: [null, null, null] },
      {
        teacher: [{ features: [0, 1], to: [997, 20] }, { features: [1, 2], to: [6, 'rent'] }, null],
        student: [null, null, null],
      },
    ],
  },
} as unknown as RecourseRecord;

describe('rawLengths', () => {
  it('measures numbers in their units, and any other change as one', () => {
    // Changes of 3 and 4 for one, of 1 and 1 for the other; the third has no action.
    const lengths = rawLengths(record, 0.2)!;
    expect(lengths).toMatchObject({ l0: 2, l1: (7 + 2) / 2, linf: (4 + 1) / 2 });
    expect(lengths.l2).toBeCloseTo((5 + Math.SQRT2) / 2, 12);
  });

  it('has nothing to say of nobody, of a margin that is not there, and of a record without raw values', () => {
    expect(rawLengths(record, 0)).toBeNull();
    expect(rawLengths(record, 0.5)).toBeNull();
    expect(rawLengths({ margins: record.margins } as RecourseRecord, 0.2)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { familyTimes } from './family-times.ts';

describe('familyTimes', () => {
  const of = (name: string, cells: number, reused: number, seconds: number) => ({
    family: { name },
    cells: { length: cells },
    ...{ reused, seconds },
  });

  it('adds up minutes, and divides them by the cells that were computed', () => {
    const { rows } = familyTimes([of('main', 10, 4, 180), of('ptq', 5, 5, 6)]);
    expect(rows).toEqual([
      ['main', '10', '6', '3.0', '30.0'],
      ['ptq', '5', '0', '0.1', '–'],
      ['all', '15', '6', '3.1', '31.0'],
    ]);
    expect(familyTimes([of('main', 1, 0, 60)]).rows).toEqual([['main', '1', '1', '1.0', '60.0']]);
  });
});

import { describe, expect, it } from 'vitest';
import { assertEnoughRows } from './assert-enough-rows.ts';

const split = (favourable: number, unfavourable: number) => ({
  y: Int32Array.from({ length: favourable + unfavourable }, (_, row) => Number(row < favourable)),
});

describe('assertEnoughRows', () => {
  it('wants five rows of a class to learn from and two to choose by', () => {
    expect(() => assertEnoughRows('it', { train: split(5, 5), validation: split(2, 2) })).not.toThrow();
  });

  it.each([
    [
      split(9, 1),
      split(5, 5),
      'at least 5 rows of each, train has 1 row of the unfavourable class out of 10',
    ],
    [split(0, 9), split(5, 5), 'at least 5 rows of each, train has 0 rows of the favourable class out of 9'],
    [
      split(9, 9),
      split(3, 1),
      'at least 2 rows of each, validation has 1 row of the unfavourable class out of 4',
    ],
  ])('says what is missing', (train, validation, message) => {
    expect(() => assertEnoughRows('it', { train, validation })).toThrow(message);
  });
});

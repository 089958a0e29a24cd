import { describe, expect, it } from 'vitest';

import { parseEfforts } from './parse-efforts.ts';

describe('parseEfforts', () => {
  it.each([
    ['income=3', { income: 3 }],
    [' income = 3 , housing=.5', { income: 3, housing: 0.5 }],
    ['years, employed=2e1,debt=1', { 'years, employed': 20, debt: 1 }],
  ])('reads %o', (text, efforts) => {
    expect(parseEfforts(text)).toEqual(efforts);
  });

  it.each([
    '',
    'income',
    'income=',
    'income=hard',
    'income=0',
    'income=-2',
    'income=1e999',
    '=2',
    'a=1,,b=2,c',
  ])('refuses %o', (text) => {
    expect(() => parseEfforts(text)).toThrow(/^parseEfforts: an effort names a feature/);
  });

  it('refuses two efforts of one feature', () => {
    expect(() => parseEfforts('income=1, income=2')).toThrow(/one effort .*got "income" twice/);
  });
});

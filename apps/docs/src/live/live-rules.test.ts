import { expect, it } from 'vitest';
import { allLimits, isBeyond, limitWords, noLimits, personWords, withBound } from './live-rules.ts';

const duration = { name: 'duration', unit: 'months' };
const job = { name: 'other-debtors' };

it('limits are told in words, and nothing is said where nothing was', () => {
  const rules = { kappa: 0.2, ...noLimits() };
  expect(allLimits([duration, job], rules)).toEqual([]);
  rules.bounds['duration'] = [18, null];
  rules.forbidden['other-debtors'] = ['guarantor'];
  rules.efforts['duration'] = 2;
  expect(allLimits([duration, job], rules)).toEqual([
    'duration: not below 18 months, twice as hard',
    'guarantor or co-applicant: never “guarantor”',
  ]);
  rules.lock.push('duration');
  expect(limitWords(duration, rules)).toBe('stays as it is');
});

it('a bound is a number or nothing, and bounds have room between them', () => {
  expect(withBound(undefined, 0, '18')).toEqual({ bounds: [18, null] });
  expect(withBound([18, 30], 0, ' ')).toEqual({ bounds: [null, 30] });
  expect(withBound([18, null], 1, '18')).toEqual({ bounds: [18, 18] });
  expect(withBound([18, null], 1, '12')).toEqual({
    refused: '12 is not used: nothing is at least 18 and at most 12',
  });
  expect(withBound([18, null], 1, 'a year')).toEqual({
    refused: '“a year” is not used: expected a number',
  });
  expect(withBound(undefined, 0, '-5')).toEqual({ bounds: [-5, null] });
});

it('people are told apart by what they have', () => {
  const told = ['duration', 'other-debtors', 'sex'];
  expect(personWords([duration, job], told, { duration: 1200, sex: 'female, single' })).toBe(
    'duration 1,200 months, guarantor or co-applicant unknown, female',
  );
});

it('who stands beyond a bound is told so', () => {
  expect(isBeyond([18, null], 15)).toBe(true);
  expect(isBeyond([18, 30], 18)).toBe(false);
  expect(isBeyond([null, 30], 31)).toBe(true);
  expect(isBeyond(undefined, 31)).toBe(false);
  expect(isBeyond([18, null], null)).toBe(false);
});

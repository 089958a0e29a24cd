import type { Rule } from '../internals/check.ts';

/** Numbers of things: whole, 0 or more. */
export const counts: Rule = {
  holds: (value) => Number.isInteger(value) && value >= 0,
  expected: 'a whole number ≥ 0',
  entries: 'whole numbers',
  remedy: 'Give how many there are.',
};

/** How many neighbours are looked at. */
export const atLeastOne: Rule = {
  holds: (value) => Number.isInteger(value) && value >= 1,
  expected: 'a whole number ≥ 1',
  remedy: 'Give how many neighbours are looked at.',
};

import { expect, it } from 'vitest';
import { shownPeople } from './shown-people.ts';

it('reads how many people to tell of, nobody by default', () => {
  expect([undefined, '0', '3', '10'].map(shownPeople)).toEqual([0, 0, 3, 10]);
});

it.each(['11', '-1', '2.5', 'all', ''])('refuses "%s"', (text) => {
  expect(() => shownPeople(text)).toThrow(/^--show: must be a whole number of people \(expected 0 to 10/);
});

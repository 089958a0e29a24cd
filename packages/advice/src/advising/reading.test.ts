import { beforeAll, describe, expect, it } from 'vitest';
import { parseBounds, readPerson } from '../index.ts';
import { applicants, personsOf, spaceOf } from '../testing/lender.ts';

describe('parseBounds', () => {
  it('reads sides, and names with commas and blanks', () => {
    expect(parseBounds('amount=2000..5000, debt=..1e3,income=-1.5..')).toEqual({
      amount: [2000, 5000],
      debt: [null, 1000],
      income: [-1.5, null],
    });
    expect(parseBounds('sex, as stated = 1 .. 2')).toEqual({ 'sex, as stated': [1, 2] });
  });

  it.each([
    'amount',
    'amount=..',
    'amount=5..2',
    '=1..2',
    'amount=1..2,amount=3..4',
    'amount=1..2,,',
    'a=1.2.3..4',
  ])('refuses %s', (text) => {
    expect(() => parseBounds(text)).toThrow('parseBounds: ');
  });
});

describe('readPerson', () => {
  let space: ReturnType<typeof spaceOf>;
  let person: ReturnType<typeof personsOf>[number]['values'];
  beforeAll(async () => {
    const people = await applicants();
    space = spaceOf(people);
    person = personsOf(people, [0])[0]!.values;
  });
  const read = (value: unknown) => readPerson(JSON.stringify(value), space, 'ann.json');

  it('reads every value, in any order, and codes of levels', () => {
    const turned = Object.fromEntries(Object.entries(person).reverse());
    expect(read(turned)).toEqual(person);
    expect(read({ ...person, income: null })).toEqual({ ...person, income: null });
    const coded = {
      ...space,
      features: space.features.map((one) =>
        one.name === 'housing'
          ? { ...one, codes: { A151: 'rent' } }
          : one.name === 'income'
            ? { ...one, special: { '-9': 'no record' } }
            : one,
      ),
      dropped: { country: 'It is the same for everybody.' },
    };
    expect(
      readPerson(JSON.stringify({ ...person, housing: 'A151', country: 'x' }), coded, 'ann.json'),
    ).toEqual({
      ...person,
      housing: 'rent',
      country: 'x',
    });
    const unrecorded = { ...person, income: -9, country: 'x' };
    expect(readPerson(JSON.stringify(unrecorded), coded, 'ann.json')['income']).toBe('no record');
  });

  it.each<[string, (own: typeof person) => unknown, string]>([
    ['a list', (own) => [own], 'ann.json holds one person (expected an object'],
    ['a stranger', (own) => ({ ...own, wage: 1 }), 'got "wage"'],
    [
      'what is left out',
      (own) => Object.fromEntries(Object.entries(own).filter(([name]) => name !== 'income')),
      'expected also income',
    ],
    ['a truth', (own) => ({ ...own, age: true }), 'expected one for "age", got true'],
  ])('refuses %s', (_, change, message) => {
    expect(() => read(change(person))).toThrow(message);
  });

  it('says where JSON breaks off', () => {
    expect(() => readPerson('{"age": 4', space, 'ann.json')).toThrow('readPerson: ann.json is JSON (got: ');
  });
});

import { describe, expect, it } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { booleanField, functionField, optional, partFields, wordField } from './field.ts';
import { PartError } from './part-error.ts';

const fields = {
  ...partFields,
  role: wordField(['floor', 'ours']),
  twoSided: booleanField,
  of: functionField,
  laterOf: optional(functionField),
};
const sound = {
  name: 'near-miss',
  description: 'keeps the no',
  source: 'Author 2024',
  role: 'ours',
  twoSided: true,
  of: () => 0,
};
const check = (changes: object) => () => {
  checkDefinition('defineTerm', { ...sound, ...changes }, fields);
};

describe('checkDefinition', () => {
  it('accepts what has every field, with or without those that are optional', () => {
    expect(check({})).not.toThrow();
    expect(check({ laterOf: () => 1 })).not.toThrow();
  });

  it.each<[object, string]>([
    [{ name: 'Near Miss' }, 'name of "Near Miss" must be a kebab-case name'],
    [{ name: {} }, 'name of a definition without a name must be a kebab-case name'],
    [
      { name: Object.create(null) as object },
      'name of a definition without a name must be a kebab-case name',
    ],
    [{ name: 'x'.repeat(1000) + ' ' }, `name of "${'x'.repeat(79)}… must be a kebab-case name`],
    [{ description: 'two\nlines' }, 'description of "near-miss" must be one line of text'],
    [{ description: ' ' }, 'must be one line of text'],
    [
      { source: undefined },
      'source of "near-miss" must be one line of text, the publication (got undefined)',
    ],
    [{ role: 'theirs' }, 'role of "near-miss" must be one of floor, ours (got "theirs")'],
    [{ twoSided: 1 }, 'twoSided of "near-miss" must be true or false (got 1)'],
    [{ of: 3n }, 'of of "near-miss" must be a function (got 3)'],
    [{ laterOf: 'x'.repeat(500) }, 'must be a function (got "xxx'],
    [{ twosided: true }, 'unknown field "twosided" of "near-miss" (expected one of name, description'],
  ])('refuses %o', (changes, message) => {
    expect(check(changes)).toThrow(PartError);
    expect(check(changes)).toThrow(message);
  });

  it('keeps its messages on one short line, whatever it was given', () => {
    const itself: { self?: unknown } = {};
    itself.self = itself;
    for (const role of [itself, 'x'.repeat(1e5), Symbol('s'), null, [1, 2]]) {
      expect(() => {
        checkDefinition('defineTerm', { ...sound, role }, fields);
      }).toThrow(/^[^\n]{1,200}$/);
    }
  });
});

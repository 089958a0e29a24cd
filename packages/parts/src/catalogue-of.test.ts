import { describe, expect, expectTypeOf, it } from 'vitest';
import { catalogueOf } from './catalogue-of.ts';
import { PartError } from './part-error.ts';
import { partNamed } from './part-named.ts';
import type { Part } from './part.ts';

function term<const Name extends string>(name: Name): Part<'term', Name> {
  return { part: 'term', name, description: `what ${name} is`, source: 'Author 2024' };
}

describe('catalogueOf', () => {
  const catalogue = catalogueOf({ zeta: term('near-miss'), alpha: term('distil') });

  it('has every part under its own name, in order of the names', () => {
    expect(Object.keys(catalogue)).toEqual(['distil', 'near-miss']);
    expect(catalogue['near-miss'].name).toBe('near-miss');
  });

  it('knows its names as types', () => {
    expectTypeOf<keyof typeof catalogue>().toEqualTypeOf<'distil' | 'near-miss'>();
    // @ts-expect-error a name that nobody has
    expect(catalogue['hinge']).toBeUndefined();
  });

  it('refuses two parts of one name', () => {
    expect(() => catalogueOf({ one: term('match'), other: term('match') })).toThrow(
      new PartError('catalogueOf: names must differ (expected one term "match", got two). Rename one.'),
    );
  });

  it('cannot be written to', () => {
    expect(() => Object.assign(catalogue, { more: term('more') })).toThrow(TypeError);
  });
});

describe('partNamed', () => {
  const catalogue: Readonly<Record<string, Part>> = catalogueOf({
    distil: term('distil'),
    hinge: term('hinge'),
  });

  it('finds a part', () => {
    expect(partNamed('term', catalogue, 'hinge')).toBe(catalogue['hinge']);
  });

  it.each(['hing', '', 'toString', '__proto__', 'constructor'])(
    'refuses "%s", listing what there is',
    (name) => {
      expect(() => partNamed('term', catalogue, name)).toThrow(
        new PartError(`term: unknown term "${name}" (expected one of distil, hinge).`),
      );
    },
  );

  it('throws as the package does that asks', () => {
    expect(() => partNamed('term', catalogue, 'none', RangeError)).toThrow(RangeError);
  });
});

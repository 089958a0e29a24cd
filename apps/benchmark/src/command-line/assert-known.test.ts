import { describe, expect, it } from 'vitest';
import { assertKnown } from './assert-known.ts';
import { nearestName } from './nearest-name.ts';

const known = ['adult', 'compas', 'german', 'synthetic'];

describe('assertKnown', () => {
  it('accepts every known name', () => {
    for (const name of known) expect(() => assertKnown('--dataset', name, known)).not.toThrow();
  });

  it('lists the known names and suggests the nearest', () => {
    expect(() => assertKnown('--dataset', 'germann', known)).toThrow(
      '--dataset: unknown name "germann" (known: adult, compas, german, synthetic). Did you mean "german"?',
    );
  });

  it('suggests nothing where nothing is near', () => {
    expect(() => assertKnown('--dataset', 'mnist', known)).toThrow(/synthetic\)\.$/);
  });
});

describe('nearestName', () => {
  it('ignores case and takes the smallest edit distance', () => {
    expect(nearestName('CFQ_faithful', ['cfq', 'cfq-faithful', 'lsq'])).toBe('cfq-faithful');
    expect(nearestName('lsk', ['kd', 'lsq'])).toBe('lsq');
  });

  it('knows no neighbour in an empty registry', () => {
    expect(nearestName('x', [])).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { assertKnown } from './assert-known.ts';

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

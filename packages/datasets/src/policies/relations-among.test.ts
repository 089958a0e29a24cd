import { expect, it } from 'vitest';
import type { ActionRelation } from './action-policy.ts';
import { relationsAmong } from './relations-among.ts';

it('leaves out relations about features that are not there, and lets limits of subsets hold for the rest', () => {
  const relations: ActionRelation[] = [
    { kind: 'at-most', lower: 'a', upper: 'gone' },
    { kind: 'linear', terms: { a: 1, b: 2 }, atMost: 3 },
    { kind: 'subset-limit', features: ['a', 'gone', 'b'], atMost: 1 },
    { kind: 'subset-limit', features: ['a', 'gone', 'b'], atMost: 2 },
  ];
  expect(relationsAmong(relations, new Set(['a', 'b']))).toEqual([
    relations[1],
    { kind: 'subset-limit', features: ['a', 'b'], atMost: 1 },
  ]);
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';

import { assertFeasible } from '../actions/assert-feasible.ts';
import { actionSet } from '../actions/action-set.ts';
import { projectReference } from '../actions/project-reference.ts';
import { arbitraryActionCase } from '../actions/testing/random-action-case.ts';
import { smallRelations } from '../testing/small-people.ts';
import { loosenToEncoding } from './loosen-to-encoding.ts';

describe('loosenToEncoding', () => {
  it('permits whatever the action set permits', () => {
    fc.assert(
      fc.property(arbitraryActionCase(4), ({ actionSet: strict, x, candidate }) => {
        const point = projectReference(x, candidate, strict);
        const delta = ndarray(
          Float32Array.from(x.data, (value, i) => point.data[i]! - value),
          x.shape,
        );
        assertFeasible(x, delta, strict);
        expect(() => {
          assertFeasible(x, delta, loosenToEncoding(strict));
        }).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });

  it('leaves columns, values, bounds and weights, and nothing else', () => {
    const { features, sparsity, relations, weights } = loosenToEncoding(smallRelations());
    expect([sparsity, relations, weights]).toEqual([6, undefined, { savings: 0.5 }]);
    const age = features.find(({ name }) => name === 'age')!;
    expect([age.immutable, age.lower, age.upper]).toEqual([false, -3, 3]);
    const income = features.find(({ name }) => name === 'income')!;
    expect([income.grid, income.units]).toEqual([undefined, { offset: 3, scale: 2 }]);
    for (const { direction, maxChange, moves } of features) {
      expect([direction, maxChange, moves]).toEqual(['any', undefined, undefined]);
    }
  });

  it('invents no value that is not there, and takes none away', () => {
    const { features } = loosenToEncoding(
      actionSet({
        features: [
          { name: 'score', kind: 'numeric', absentColumns: [1] },
          { name: 'score is missing', kind: 'numeric', lower: 0, upper: 1, immutable: true },
          { name: 'job', kind: 'categorical', width: 3, absentColumns: [4], targets: [0] },
        ],
      }),
    );
    expect(features.map(({ immutable, targets }) => [immutable, targets])).toEqual([
      [false, undefined],
      [true, undefined],
      [false, [0, 1]],
    ]);
  });
});

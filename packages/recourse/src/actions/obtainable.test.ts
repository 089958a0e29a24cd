import { createEncoder, fitFeatureSpace, parsePeople, type ActionPolicy } from '@cfq/datasets';
import { describe, expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';

import { exact } from '../exact/exact.ts';
import { blackBox } from '../solvers/black-box.ts';
import { loosenToEncoding } from '../solvers/loosen-to-encoding.ts';
import { pgd } from '../solvers/pgd.ts';
import { slp } from '../solvers/slp.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import { denseMargin, denseParameters } from '../testing/dense-network.ts';
import { networkModel, pointOf, rowOf } from '../testing/law-world.ts';
import { smallLevels, smallPeople } from '../testing/small-people.ts';
import { actionSet, type ActionFeature, type ActionSet } from './action-set.ts';
import { actionSetFromFeatureSpace } from './action-set-from-feature-space.ts';
import { assertFeasible } from './assert-feasible.ts';
import type { FeatureDefinition } from './feature-definition.ts';

const people = parsePeople({
  csv: 'home,school\nrent,a\nown,b\n-1,c\n-2,-1\n,b\n',
  schema: {
    name: 'people',
    sparsity: 2,
    columns: {
      home: { kind: 'categorical', special: { '-1': 'withheld', '-2': 'abroad' } },
      school: { kind: 'ordinal', levels: ['a', 'b', 'c'], special: { '-1': 'withheld' } },
    },
  },
});
const trainRows = Int32Array.from({ length: 5 }, (_, row) => row);
const space = fitFeatureSpace({ ...people, trainRows, oneHot: ['school'] });
const setOf = (features: ActionPolicy['features']): ActionSet =>
  actionSetFromFeatureSpace(space, { name: 'p', description: 'p', features });

describe('an action set of people who may obtain a category', () => {
  it('is made of the names of what they leave', () => {
    const set = setOf({ home: { obtainable: ['-2', '(missing)'] }, school: { obtainable: ['withheld'] } });
    const [home, school] = set.features as [ActionFeature, ActionFeature];
    expect(home.categories).toEqual(['own', 'rent', '(missing)', 'withheld', 'abroad']);
    expect([home.absentColumns, home.obtainable, home.targets]).toEqual([
      [2, 3, 4],
      { columns: [2, 4] },
      [0, 1],
    ]);
    expect(school).toMatchObject({ obtainable: { columns: [8] }, targets: [0, 1, 2] });
    expect(school.moves).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
      [0, 1, 2],
    ]);
    expect(setOf({ home: { obtainable: [] } })).toEqual(actionSetFromFeatureSpace(space));
  });

  it('lets them have what moves say, and levels within bounds whatever the direction', () => {
    const set = setOf({
      home: { obtainable: ['abroad'], moves: { abroad: ['own'], rent: ['own'] } },
      school: { obtainable: ['withheld'], direction: 'decrease', bounds: [1, null] },
    });
    expect(set.features[0]!.moves).toEqual([[], [0], [], [], [0]]);
    expect(set.features[1]!.moves![3]).toEqual([1, 2]);
  });

  it('lets those leave who may, to a category, and nobody come', () => {
    const set = setOf({ home: { obtainable: ['abroad'] } });
    const x = ndarray(createEncoder(space).encodeTable(people.table).data, [5, set.width]);
    const step = (row: number, from: number, to: number) => {
      const delta = ndarray(new Float32Array(x.data.length), x.shape);
      delta.data[row * set.width + from] = -1;
      delta.data[row * set.width + to] = 1;
      return () => {
        assertFeasible(x, delta, set);
      };
    };
    expect(step(3, 4, 0)).not.toThrow();
    expect(step(2, 3, 0)).toThrow(/'home' breaks the rule 'absent value'/);
    expect(step(0, 1, 4)).toThrow(/'home' breaks the rule 'category target' \(category abroad/);
    expect(step(3, 4, 3)).toThrow(/'category target'/);
    const { features } = loosenToEncoding(set);
    expect([features[0]!.targets, features[0]!.obtainable]).toEqual([[0, 1], { columns: [4] }]);
  });

  it.each<[string, Partial<FeatureDefinition>, RegExp]>([
    ['what is no absence', { obtainable: { columns: [0] } }, /'home' names absentColumns.*2, 3, got 0/],
    ['nothing', { obtainable: { columns: [] } }, /names absentColumns .*got none/],
    ['twice the same', { obtainable: { columns: [2, 2] } }, /strictly ascending/],
    ['what is a target too', { obtainable: { columns: [2] }, targets: [0, 2] }, /no targets/],
    ['with everything a target', { obtainable: { columns: [2] }, targets: undefined }, /no targets/],
    ['by a misspelt key', { obtainable: { column: [2] } as never }, /obtainable of feature 'home'/],
  ])('is refused where it names %s', (_, change, message) => {
    const home: FeatureDefinition = {
      ...{ name: 'home', kind: 'categorical', width: 4, absentColumns: [2, 3], targets: [0, 1] },
      ...change,
    };
    expect(() => actionSet({ features: [home] })).toThrow(message);
  });
});

describe('people who may leave a code for a category', () => {
  const set = actionSet({
    ...smallLevels(),
    features: smallLevels().features.map((feature) =>
      feature.name === 'job'
        ? { ...feature, targets: [0, 1, 2], absentColumns: [7, 8], obtainable: { columns: [8] } }
        : feature,
    ),
  });
  const x = smallPeople(24, 6);
  const parameters = denseParameters([12, 16, 8, 2], 5);
  const model = networkModel(parameters);
  const problem = { model, x, actionSet: set, cost: { norm: 'l1' }, margins: [0.3], seed: 1 } as const;

  it.each([exact, slp, pgd, blackBox])('are told by $name what the definition permits', async (solver) => {
    const { delta, cost, valid } = (await solver.solve(problem)).byMargin[0]!;
    let left = 0;
    for (let row = 0; row < 24; row += 1) {
      const own = rowOf(x, row);
      const best = bruteForceCost((point) => denseMargin(parameters, point), own, set, 0.3, 0);
      if (valid[row] === 1) {
        expect(cost[row]).toBeGreaterThanOrEqual(best - 1e-4);
        const point = pointOf(x, delta, row);
        expect([point[7], point[8]]).toEqual([own[7], point[8] === 1 ? own[8] : 0]);
        if (own[8] === 1 && point[8] === 0) left += 1;
      }
      if (solver === exact) expect(valid[row] === 1 ? cost[row] : Infinity).toBeCloseTo(best, 3);
    }
    expect(left).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';

import { createCompileScope, ndarray, type NDArray } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import { slp } from '../solvers/slp.ts';
import { problem, traced } from '../solvers/testing/small-problem.ts';
import { denseMargin, denseParameters, denseSlope } from '../testing/dense-network.ts';
import { loopsModel, rowOf } from '../testing/law-world.ts';
import { smallActionSet, smallPeople } from '../testing/small-people.ts';
import { bindModel } from './bind-model.ts';
import { functionMarginModel } from './function-margin-model.ts';
import { logitsMarginModel } from './logits-margin-model.ts';
import { sessionMarginModel } from './session-margin-model.ts';
import { withFiniteDifferences } from './with-finite-differences.ts';

const network = denseParameters([12, 16, 8, 2], 5);
const x = smallPeople(7, 3);
const expected = Array.from({ length: 7 }, (_, row) => denseMargin(network, rowOf(x, row)));

/** Logits of the network shifted row by row, which no margin may notice. */
const logits = (rows: NDArray): NDArray => {
  const n = rows.shape[0]!;
  const margins = Array.from({ length: n }, (_, row) => denseMargin(network, rowOf(rows, row)));
  return { data: Float32Array.from(margins.flatMap((m, row) => [row, row - 3, row + m])), shape: [n, 3] };
};

describe('functionMarginModel', () => {
  it('asks for everybody at once, or in calls of a fixed number of rows', async () => {
    const sizes: number[] = [];
    const ask = (rows: NDArray) => {
      sizes.push(rows.shape[0]!);
      return Array.from({ length: rows.shape[0]! }, (_, row) => denseMargin(network, rowOf(rows, row)));
    };
    for (const rows of [undefined, 3]) {
      const found = await functionMarginModel(ask, { rows }).margins(x);
      Array.from(found).forEach((margin, row) => {
        expect(margin).toBeCloseTo(expected[row]!, 4);
      });
    }
    expect(sizes).toEqual([7, 3, 3, 3]);
    expect(() => functionMarginModel(ask, { rows: 0 })).toThrow(RecourseError);
  });

  it('is refused where it answers too little', async () => {
    const model = functionMarginModel(() => [1], { name: 'the scorecard' });
    const given = problem(network, { model: { ...model, slopes: () => ({ margins: [1], slopes: [] }) } });
    await expect(slp.solve(given)).rejects.toThrow(/the scorecard answers for every row/);
  });
});

describe('logitsMarginModel and sessionMarginModel', () => {
  const session = {
    inputNames: ['rows'],
    outputNames: ['label', 'logits'],
    run: (inputs: Readonly<Record<string, NDArray>>) =>
      Promise.resolve({ label: ndarray(new Int32Array(7), [7]), logits: logits(inputs['rows']!) }),
  };

  it('have the margin of the target over the highest of the others', async () => {
    const models = [
      logitsMarginModel(logits, { target: 2 }),
      sessionMarginModel(session, { target: 2, output: 'logits' }),
    ];
    for (const model of models) {
      const found = await model.margins(x);
      expected.forEach((margin, row) => {
        expect(found[row]).toBeCloseTo(margin, 4);
      });
    }
    const [first] = Array.from(await logitsMarginModel(logits, { target: 0 }).margins(x));
    expect(first).toBeCloseTo(-Math.max(-3, expected[0]!), 4);
  });

  it('refuse a target that is no class, and outputs that are not there', async () => {
    await expect(logitsMarginModel(logits, { target: 3 }).margins(x)).rejects.toThrow(
      /the target among them/,
    );
    expect(() => sessionMarginModel(session, { target: 1 })).toThrow(/expected label, logits, got none/);
    expect(() => sessionMarginModel(session, { target: 1, output: 'score' })).toThrow(/got score/);
  });
});

describe('withFiniteDifferences', () => {
  const actions = smallActionSet();
  const model = withFiniteDifferences(loopsModel(network, 'margin'), actions, { step: 1e-3 });

  it('has the slope of numbers, the change of margin of categories, and none where nothing may change', async () => {
    expect(model.gradient).toBe('finite-differences');
    const { margins, slopes } = await model.slopes!(x);
    for (let row = 0; row < 7; row += 1) {
      expect(margins[row]).toBeCloseTo(expected[row]!, 4);
      const exact = denseSlope(network, rowOf(x, row));
      for (const column of [0, 1, 3]) expect(slopes[row * 12 + column]).toBeCloseTo(exact[column]!, 1);
      expect(slopes[row * 12 + 2]).toBe(0);
      for (let column = 4; column < 9; column += 1) {
        const moved = rowOf(x, row).fill(0, 4, 9);
        moved[column] = 1;
        expect(slopes[row * 12 + column]).toBeCloseTo(denseMargin(network, moved) - expected[row]!, 3);
      }
    }
  });

  it('lets a gradient solver find as cheap actions as on the model itself', async () => {
    const exact = (await slp.solve(problem(network, { margins: [0.2] }))).byMargin[0]!;
    const found = (await slp.solve(problem(network, { margins: [0.2], model }))).byMargin[0]!;
    const both = Array.from(exact.valid.keys()).filter(
      (row) => exact.cost[row]! > 0 && found.valid[row] === 1,
    );
    expect(both.length).toBeGreaterThan(15);
    const mean = (cost: Float32Array) => both.reduce((sum, row) => sum + cost[row]!, 0) / both.length;
    expect(mean(found.cost) / mean(exact.cost)).toBeLessThan(1.02);
  });

  it('refuses a step that is no length', () => {
    expect(() => withFiniteDifferences(model, actions, { step: 0 })).toThrow(/a number > 0, got 0/);
  });
});

describe('the recursion on a model that is asked step by step', () => {
  it('goes where the compiled one goes', async () => {
    await using scope = createCompileScope();
    const binding = { width: 12, chunk: 8, executor: undefined, scope };
    const settings = { actionSet: smallActionSet(), cost: { norm: 'mixed' } as const, steps: 6 };
    const people = new Float32Array(8 * 12);
    people.set(x.data);
    const run = { x: people, start: people, stepSize: 0.2, costWeight: 0.1, count: 7 };
    const compiled = await bindModel(traced(network), binding).recursion(settings).run(run);
    const asked = await bindModel(loopsModel(network, 'gradient'), binding).recursion(settings).run(run);
    for (let step = 0; step < 6; step += 1) {
      for (let row = 0; row < 7; row += 1) {
        const at = step * 8 + row;
        expect(asked.margins[at]).toBeCloseTo(compiled.margins[at]!, 3);
        for (let c = at * 12; c < (at + 1) * 12; c += 1) {
          expect(asked.points[c]).toBeCloseTo(compiled.points[c]!, 3);
        }
      }
    }
  });
});

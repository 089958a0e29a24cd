import { firstBrokenLaw } from '@cfq/parts';
import { describe, expect, it } from 'vitest';

import { levelsOf, mayMoveTo } from '../search/action-layout.ts';
import { tryMoves } from '../search/try-moves.ts';
import { defineSolver } from '../solvers/define-solver.ts';
import type { RecourseResult } from '../solvers/recourse-result.ts';
import type { RecourseSolver } from '../solvers/recourse-solver.ts';
import { slp } from '../solvers/slp.ts';
import { solverLaws } from './solver-laws.ts';

const quick = { options: { preset: 'fast' }, people: 20 };

/** Tries every level of every ordinal and every category, one or two at a time: margins alone, no gradient. */
const twoChanges = defineSolver({
  name: 'two-changes',
  description: 'every change of one or two listed values',
  source: 'Wachter, Mittelstadt and Russell 2018',
  needs: 'margin',
  reference: 'optional',
  options: { steps: { least: 1, integer: true } },
  defaults: { steps: 5 },
  async search(problem, incumbents, { steps }) {
    const { rows, layout, x } = problem;
    const { count, width } = layout;
    const changesOf = (f: number, row: number): number[] => {
      const from = x[row * width + layout.start[f]!]!;
      if (layout.categorical[f] === 1) {
        const targets = Array.from(layout.targets[f]!);
        return targets
          .filter((c) => mayMoveTo(layout, f, row, c) && x[row * width + layout.start[f]! + c] !== 1)
          .map((c) => c + 1);
      }
      const [low, high] = [
        layout.lowest[row * width + layout.start[f]!]!,
        layout.highest[row * width + layout.start[f]!]!,
      ];
      const values =
        layout.ordinal[f] === 1
          ? Array.from(levelsOf(layout, f, row))
          : Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
      return values
        .filter((value) => value >= low && value <= high && value !== from)
        .map((value) => value - from);
    };
    for (let row = 0; row < rows; row += 1) {
      const moves: number[][] = [new Array<number>(count).fill(0)];
      for (let f = 0; f < count && layout.sparsity > 0; f += 1) {
        for (const move of [...moves]) {
          if (move.filter((value) => value !== 0).length >= Math.min(2, layout.sparsity)) continue;
          for (const change of changesOf(f, row)) moves.push(move.with(f, change));
        }
      }
      const people = new Int32Array(moves.length).fill(row);
      if ((await tryMoves(problem, incumbents, people, Float64Array.from(moves.flat()))) === null) return;
      problem.report('trying', (row + 1) / rows);
    }
  },
});

/** `slp` whose answers are tampered with. */
const tampered = (tamper: (result: RecourseResult) => void): RecourseSolver => ({
  ...(slp as RecourseSolver),
  solve: async (problem) => {
    const result = await (slp as RecourseSolver).solve(problem);
    tamper(result);
    return result;
  },
});

/** `slp` asked in another way than the problem says. */
const deaf = (to: object): RecourseSolver => ({
  ...(slp as RecourseSolver),
  solve: (problem) => (slp as RecourseSolver).solve({ ...problem, ...to }),
});

describe('solverLaws', () => {
  it('are kept by a solver that asks for margins alone', async () => {
    expect(await firstBrokenLaw(solverLaws(twoChanges, { people: 12 }))).toBeNull();
  });

  it.each<[string, RecourseSolver, RegExp]>([
    [
      'costs that are too low',
      tampered(({ byMargin }) =>
        byMargin.forEach(({ cost }) => cost.forEach((value, row) => (cost[row] = value / 2))),
      ),
      /cost what they say/,
    ],
    [
      'an action that is forbidden',
      tampered(({ byMargin }) => byMargin.forEach(({ delta }) => (delta.data[2] = 1))),
      /feasible/,
    ],
    [
      'success where there is none',
      tampered(({ byMargin }) =>
        byMargin.forEach(({ valid, cost, margin, kappa }) =>
          valid.forEach((ok, row) => {
            if (ok === 1) return;
            valid[row] = 1;
            cost[row] = 0;
            margin[row] = kappa + 1;
          }),
        ),
      ),
      /scored anew/,
    ],
    [
      'nothing at all',
      tampered(({ byMargin }) =>
        byMargin.forEach(({ valid, delta, cost, margin }) => {
          valid.fill(0);
          delta.data.fill(0);
          cost.fill(NaN);
          margin.fill(NaN);
        }),
      ),
      /nothing is asked|most people/,
    ],
    ['no ear for the signal', deaf({ signal: undefined }), /aborted signal/],
    ['no ear for options', deaf({ options: {} }), /deadline|options/],
    ['no eye for limits', deaf({ limits: undefined }), /limits/],
    ['no room for several answers', deaf({ count: 1 }), /several answers/],
    [
      'a word of its own for what it needs',
      { ...(slp as RecourseSolver), needs: 'slopes' as 'margin' },
      /says what/,
    ],
    ['more answers than it says', { ...(slp as RecourseSolver), answers: 'one' }, /to be asked for several/],
  ])('catch %s', async (_, broken, law) => {
    const messages: string[] = [];
    for (const { name, check } of solverLaws(broken, quick)) {
      let message = '';
      try {
        await check();
      } catch (thrown) {
        message = (thrown as Error).stack ?? '';
      }
      if (message !== '' && law.test(name)) messages.push(message);
    }
    expect(messages[0]).toMatch(/ConformanceError: slp/);
  });
});

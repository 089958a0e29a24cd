import { ndarray } from '@cfq/jit';
import { expectLaw, type Law } from '@cfq/parts';

import type { RecourseModel } from '../model/bind-model.ts';
import type { RecourseProgress } from '../solvers/recourse-problem.ts';
import { denseLogits } from './dense-network.ts';
import { looksInside, loopsModel, networkModel, width, type LawWorld } from './law-world.ts';
import { smallPeople } from './small-people.ts';

/** How a solver behaves: repeatable, answerable to the signal and the deadline, telling how far it is. */
export function lawsOfConduct({ solver, seed, parameters, problem, solve }: LawWorld): Law[] {
  const { name } = solver;
  return [
    {
      name: 'says what it is',
      check() {
        const { part, description, source, needs, models, answers, reference, relations, proofs } = solver;
        const isLine = (text: unknown) =>
          typeof text === 'string' && text.trim() !== '' && !text.includes('\n');
        expectLaw(
          [part, name, description, source].every(isLine),
          () =>
            `${name}: part, name, description and source are a line each. Make the solver with defineSolver.`,
        );
        const kinds = typeof relations === 'string' ? relations : 'listed';
        const said = [needs, models, answers, reference, kinds, proofs].join(', ');
        expectLaw(
          /^(gradient|margin), (any|linear|traced|network), (one|several), (unused|optional|required), (kept|refused|listed), (none|given)$/.test(
            said,
          ),
          () =>
            `${name}: needs, models, answers, reference, relations and proofs are known words (got ${said}).`,
        );
      },
    },
    {
      name: 'the same seed gives the same bits',
      async check() {
        const given = problem();
        const [first, again] = [await solve(given), await solve(given)];
        first.byMargin.forEach(({ kappa, delta, margin }, level) => {
          const other = again.byMargin[level]!;
          const same = (a: ArrayLike<number>, b: ArrayLike<number>) =>
            Array.from(a).every((value, i) => Object.is(value, b[i]));
          expectLaw(
            same(delta.data, other.delta.data) && same(margin, other.margin),
            () => `${name}: solved twice, actions for κ = ${kappa} differ.`,
          );
        });
      },
    },
    {
      name: 'nobody is served too',
      async check() {
        const { byMargin } = await solve(problem({ x: ndarray(new Float32Array(0), [0, width]) }));
        expectLaw(
          byMargin.length === 4 && byMargin.every(({ cost }) => cost.length === 0),
          () => `${name}: no rows, and not an empty answer for each of four margins.`,
        );
      },
    },
    {
      name: 'an aborted signal ends the solve, before and during the search',
      async check() {
        const reason = new Error('enough');
        const controller = new AbortController();
        const plain = loopsModel(parameters, solver.needs);
        const { slopes } = plain;
        const asked = <Answer>(answer: Answer): Answer => {
          controller.abort(reason);
          return answer;
        };
        const aborting = {
          ...plain,
          margins: (x: Parameters<typeof plain.margins>[0]) => asked(plain.margins(x)),
          slopes: slopes && ((x: Parameters<typeof slopes>[0]) => asked(slopes(x))),
        };
        const tracing: RecourseModel = {
          ...networkModel(parameters),
          logits: (tensors, x) => asked(denseLogits(tensors, x)),
        };
        // A search that only looks into the model never runs it, but tells how far it is.
        const onProgress = ({ share }: RecourseProgress) => {
          if (looksInside(solver) && share < 1) controller.abort(reason);
        };
        const model = looksInside(solver) ? tracing : aborting;
        for (const signal of [AbortSignal.abort(reason), controller.signal]) {
          const ended = await solve(problem({ model, signal, onProgress })).then(
            () => 'with an answer',
            (error: unknown) => error,
          );
          expectLaw(
            ended === reason,
            () => `${name}: aborted, it ended ${String(ended)}, not with the reason.`,
          );
        }
      },
    },
    {
      name: 'what the deadline cut off is unknown, not infeasible',
      async check() {
        const x = smallPeople(200, seed + 2);
        const { byMargin, timedOut } = await solve(problem({ x }, { chunk: 8, deadline: 0 }));
        const { valid, timedOut: late } = byMargin[0]!;
        expectLaw(
          timedOut && late.some((row) => row === 1) && late.every((row, i) => row === 1 - valid[i]!),
          () => `${name}: after a deadline of 0 ms not everybody without an action is said to be unknown.`,
        );
      },
    },
    {
      name: 'progress never goes back and ends at 1',
      async check() {
        const shares: number[] = [];
        await solve(problem({ onProgress: ({ share }) => shares.push(share) }));
        expectLaw(
          shares.at(-1) === 1 && shares.every((share, i) => i === 0 || share >= shares[i - 1]!),
          () => `${name}: progress was told as ${shares.join(', ')}.`,
        );
      },
    },
  ];
}

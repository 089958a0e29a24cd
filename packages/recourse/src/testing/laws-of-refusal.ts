import { ndarray } from '@cfq/jit';
import { expectLaw, type Law } from '@cfq/parts';

import { RecourseError } from '../recourse-error.ts';
import type { RecourseProblem } from '../solvers/recourse-problem.ts';
import { denseParameters } from './dense-network.ts';
import { checkActions } from './laws-of-answers.ts';
import { looksInside, loopsModel, networkModel, rowOf, width, type LawWorld } from './law-world.ts';
import { smallPeople } from './small-people.ts';

/** What a solver refuses, and that it serves what it says it serves. */
export function lawsOfRefusal({ solver, seed, parameters, problem, solve }: LawWorld): Law[] {
  const { name } = solver;

  /** The problem is refused by a `RecourseError` that names the solver. */
  async function expectRefusal(
    what: string,
    change: Partial<RecourseProblem>,
    options: object = {},
  ): Promise<void> {
    const error = await solve(problem(change, options)).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expectLaw(
      error instanceof RecourseError && error.message.startsWith(`${name}.solve: `),
      () => `${name}: ${what} is refused with a RecourseError that names the solver (got ${String(error)}).`,
    );
  }

  const filled = (value: number) => ndarray(new Float32Array(width).fill(value), [1, width]);
  const common: Law[] = [
    {
      name: 'refuses unknown options and options out of range',
      async check() {
        await expectRefusal('an unknown option', {}, { stepsise: 1 });
        await expectRefusal('a chunk of 0', {}, { chunk: 0 });
        await expectRefusal('a negative deadline', {}, { deadline: -1 });
        await expectRefusal('a margin tolerance that is no number', {}, { marginTolerance: NaN });
      },
    },
    {
      name: 'refuses malformed problems',
      async check() {
        await expectRefusal('no margin', { margins: [] });
        await expectRefusal('margins out of order', { margins: [0.2, 0.1] });
        await expectRefusal('a negative margin', { margins: [-1] });
        await expectRefusal('a seed that is no number', { seed: NaN });
        await expectRefusal('half a category', { x: filled(0.5) });
        await expectRefusal('a missing value', { x: filled(NaN) });
        await expectRefusal('a row too short', { x: ndarray(new Float32Array(11), [1, 11]) });
        await expectRefusal('a count of 0', { count: 0 });
        await expectRefusal('an infinite value', { x: filled(Infinity) });
        const { actionSet } = problem();
        const misspelt = { ...actionSet.features[0]!, imutable: true };
        const features = [misspelt, ...actionSet.features.slice(1)];
        await expectRefusal('a misspelt key of a feature', { actionSet: { ...actionSet, features } });
        const limits = { lower: filled(1), upper: filled(0) };
        await expectRefusal('limits out of order', {
          x: ndarray(new Float32Array(width), [1, width]),
          limits,
        });
      },
    },
    {
      name: 'refuses parameters and answers that are no numbers',
      async check() {
        const { model } = problem();
        const broken = parameters.map(({ w, b }, layer) =>
          layer === 0 ? { w, b: ndarray(Float32Array.from(b.data).fill(NaN, 1, 2), b.shape) } : { w, b },
        );
        if ('logits' in model)
          await expectRefusal('a NaN parameter', { model: { ...model, parameters: broken } });
        if (looksInside(solver)) return;
        const error = await solve(problem({ model: loopsModel(broken, solver.needs) })).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expectLaw(
          error instanceof RecourseError && error.message.includes('NaN'),
          () => `${name}: a margin that is NaN is refused (got ${String(error)}).`,
        );
      },
    },
  ];
  const special: (Law | false)[] = [
    solver.needs === 'gradient' && {
      name: 'refuses a model without the gradients it needs',
      check: () => expectRefusal('a model of margins alone', { model: loopsModel(parameters, 'margin') }),
    },
    looksInside(solver) && {
      name: 'refuses a model that it cannot look into',
      check: () => expectRefusal('a model that is only asked', { model: loopsModel(parameters, 'gradient') }),
    },
    solver.models === 'network' && {
      name: 'refuses a model whose layers are not known',
      check: () => {
        const model = { ...networkModel(parameters), network: undefined };
        return expectRefusal('a model without its network', { model });
      },
    },
    solver.models === 'linear' && {
      name: 'refuses a model that is not linear',
      check: () => {
        const network = denseParameters([width, 16, 8, 2], seed + 5);
        return expectRefusal('a network', { model: loopsModel(network, solver.needs) });
      },
    },
    solver.reference === 'unused' && {
      name: 'refuses training rows that it has no use for',
      check: () => expectRefusal('reference', { reference: smallPeople(50, seed + 9) }),
    },
    solver.reference === 'required' && {
      name: 'refuses to work without training rows',
      check: () => expectRefusal('no reference', { reference: undefined }),
    },
    solver.reference === 'optional' && {
      name: 'takes training rows',
      check: async () => {
        const given = problem({ reference: smallPeople(50, seed + 9), margins: [0.2] });
        checkActions(name, given, parameters, (await solve(given)).byMargin[0]!, 0.2);
      },
    },
    solver.answers === 'one' && {
      name: 'refuses to be asked for several answers',
      check: () => expectRefusal('a count of 2', { count: 2 }),
    },
    solver.answers === 'several' && {
      name: 'gives several answers, each valid, the cheapest first',
      check: async () => {
        const given = problem({ count: 3, margins: [0.2] });
        const found = (await solve(given)).byMargin[0]!;
        const ranks = [found, ...found.alternatives];
        expectLaw(ranks.length === 3, () => `${name}: asked for 3 answers, it has room for ${ranks.length}.`);
        for (const actions of ranks) checkActions(name, given, parameters, actions, 0.2);
        ranks.slice(1).forEach((next, rank) => {
          next.valid.forEach((ok, row) => {
            const before = ranks[rank]!;
            expectLaw(
              ok === 0 || (before.valid[row] === 1 && before.cost[row]! <= next.cost[row]!),
              () => `${name}: answer ${rank + 2} of person ${row} is cheaper than the one before.`,
            );
          });
        });
        const second = ranks[1]!.valid.reduce((sum, ok) => sum + ok, 0);
        expectLaw(second > 0, () => `${name}: asked for 3 answers, it has a second one for nobody.`);
      },
    },
    solver.answers === 'several' && {
      name: 'answers told apart by features change different ones',
      check: async () => {
        const given = problem({ count: 3, margins: [0.2], distinctBy: 'features' });
        const found = (await solve(given)).byMargin[0]!;
        found.valid.forEach((_, row) => {
          const used = [found, ...found.alternatives]
            .filter(({ valid }) => valid[row] === 1)
            .map(({ delta }) => {
              const change = rowOf(delta, row);
              return given.actionSet.features
                .filter(({ start, width: span }) =>
                  change.slice(start, start + span).some((one) => one !== 0),
                )
                .map(({ name: feature }) => feature)
                .join(', ');
            });
          expectLaw(
            new Set(used).size === used.length,
            () => `${name}: two answers of person ${row} change the same features (${used.join('; ')}).`,
          );
        });
      },
    },
  ];
  return [...common, ...special.filter((law) => law !== false)];
}

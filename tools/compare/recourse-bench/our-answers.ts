import { networkFunction } from '@cfq/models';
import type { Network } from '@cfq/network';
import { solvers, type RecourseProblem, type RecourseSolver } from '@cfq/recourse';
import { processorMilliseconds } from '../step-times.ts';
import type { Answers } from './answers.ts';
import { benchActionSet, networkWithLevels, withLevels, withoutLevels } from './level-columns.ts';
import { rowsAt, type Bench } from './layout.ts';

/** Logits beyond the threshold, so that a runtime that sums in another order approves too. */
const promised = 1e-4;

/** A method of ours: a solver with options. */
export interface OurMethod {
  readonly label: string;
  readonly solver: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Every solver as it comes, `slp` at each of its budgets. */
export function ourMethods(): OurMethod[] {
  const names = Object.keys(solvers).filter((name) => name !== 'slp');
  return [
    { label: 'slp fast', solver: 'slp', options: { preset: 'fast' } },
    { label: 'slp', solver: 'slp' },
    { label: 'slp exhaustive', solver: 'slp', options: { preset: 'exhaustive' } },
    ...names.map((name) => ({ label: name, solver: name })),
  ];
}

/** A model of a bench, and how it is asked. */
interface Asked {
  readonly model: string;
  readonly network: Network;
  readonly method: OurMethod;
}

/** What a solver is asked: the cheapest actions of a model's denied people, by L1 in the model's columns. */
export function problemOf(
  { features, rows, train, people }: Bench,
  { model, network, method }: Asked,
): RecourseProblem {
  const trained = Array.from({ length: train }, (_, row) => row);
  return {
    model: { ...networkFunction(networkWithLevels(features, network)), target: 1 },
    x: withLevels(features, rowsAt(rows, people[model]!)),
    actionSet: benchActionSet(features),
    cost: { norm: 'l1' },
    margins: [promised],
    seed: 0,
    ...(solverOf(method).reference !== 'unused' && {
      reference: withLevels(features, rowsAt(rows, trained)),
    }),
    ...(method.options && { options: method.options }),
  };
}

const solverOf = (method: OurMethod): RecourseSolver =>
  Object.values<RecourseSolver>(solvers).find(({ name }) => name === method.solver)!;

/**
 * Asks a solver for the cheapest actions of a model's denied people.
 *
 * @throws RecourseError where the solver is not for such a model or needs options.
 */
export async function ourAnswers(bench: Bench, asked: Asked): Promise<Answers> {
  const { features } = bench;
  const problem = problemOf(bench, asked);
  const before = processorMilliseconds();
  const { byMargin } = await solverOf(asked.method).solve(problem);
  const seconds = (processorMilliseconds() - before) / 1000;
  const { delta, valid } = byMargin[0]!;
  const width = delta.shape[1]!;
  const answer = (row: number): number[] =>
    withoutLevels(
      features,
      Float32Array.from(
        { length: width },
        (_, column) => problem.x.data[row * width + column]! + delta.data[row * width + column]!,
      ),
    );
  return { rows: Array.from(valid, (found, row) => (found === 1 ? answer(row) : null)), seconds };
}

import { createCompileScope, ndarray, type NDArray } from '@cfq/jit';

import { denseNetwork } from '@cfq/network';

import { functionMarginModel } from '../model/function-margin-model.ts';
import type { MarginModel } from '../model/margin-model.ts';
import type { TracedModel } from '../model/traced-model.ts';
import type { RecourseProblem } from '../solvers/recourse-problem.ts';
import type { RecourseResult } from '../solvers/recourse-result.ts';
import type { RecourseSolver } from '../solvers/recourse-solver.ts';
import {
  denseLogits,
  denseMargin,
  denseParameters,
  denseSlope,
  type DenseParameters,
} from './dense-network.ts';
import { smallActionSet, smallPeople } from './small-people.ts';

/** What {@link solverLaws} may vary. */
export interface SolverLawOptions {
  /** Options that every problem is solved with, for instance a quick preset. Default: the solver's own. */
  readonly options?: object | undefined;
  /** People in a problem, an integer ≥ 10. Default 30. */
  readonly people?: number | undefined;
  /** Seed of models, people and problems. Default 0. */
  readonly seed?: number | undefined;
}

/** Laws of solvers that look into models are held on traced ones. */
export function looksInside({ models }: RecourseSolver): boolean {
  return models === 'traced' || models === 'network';
}

/** A dense network as traced code, with its layers. */
export function networkModel(parameters: DenseParameters): TracedModel {
  return {
    logits: denseLogits,
    parameters: parameters.map(({ w, b }) => ({ w, b })),
    network: denseNetwork(parameters.map(({ w, b }) => ({ weight: w, bias: b }))),
    target: 1,
  };
}

/** What laws are held on: a solver, and small problems that it is made for. */
export interface LawWorld {
  readonly solver: RecourseSolver;
  readonly seed: number;
  /** The model that the solver is made for: a network, or for solvers of linear models one layer. */
  readonly parameters: DenseParameters;
  /** A problem on that model, in the form the solver needs; four margins, L1. */
  readonly problem: (change?: Partial<RecourseProblem>, options?: object) => RecourseProblem;
  /** Solves a problem with a scope that ends with it. */
  readonly solve: (given: RecourseProblem) => Promise<RecourseResult>;
}

/** Rows of 12 columns, as `smallPeople` makes them. */
export const width = 12;

/** One row. */
export function rowOf({ data }: NDArray, row: number): Float32Array {
  return data.slice(row * width, (row + 1) * width) as Float32Array;
}

/** `float32(x + δ)` of one person. */
export function pointOf(x: NDArray, delta: NDArray, row: number): Float32Array {
  const change = rowOf(delta, row);
  return rowOf(x, row).map((value, c) => value + change[c]!);
}

/** A dense network as plain loops, with what a solver says it needs and nothing more. */
export function loopsModel(parameters: DenseParameters, needs: RecourseSolver['needs']): MarginModel {
  const each = <Answer>(x: NDArray, ask: (row: Float32Array) => Answer): Answer[] =>
    Array.from({ length: x.shape[0]! }, (_, row) => ask(rowOf(x, row)));
  const margins = (x: NDArray) => each(x, (row) => denseMargin(parameters, row));
  const model = functionMarginModel(margins, { name: 'a network in plain loops' });
  if (needs === 'margin') return model;
  return {
    ...model,
    slopes: (x) => ({ margins: margins(x), slopes: each(x, (row) => denseSlope(parameters, row)).flat() }),
  };
}

/** The world in which a solver's laws are held. */
export function lawWorld(
  solver: RecourseSolver,
  { options = {}, people = 30, seed = 0 }: SolverLawOptions = {},
): LawWorld {
  const linear = solver.models === 'linear';
  const parameters = linear
    ? denseParameters([width, 2], seed + 3, 0.8)
    : denseParameters([width, 16, 8, 2], seed + 5);
  const reference = solver.reference === 'required' ? smallPeople(50, seed + 9) : undefined;
  const model =
    solver.models === 'network'
      ? networkModel(parameters)
      : solver.needs === 'margin' && !looksInside(solver)
        ? loopsModel(parameters, 'margin')
        : { logits: denseLogits, parameters: parameters.map(({ w, b }) => ({ w, b })), target: 1 };
  return {
    solver,
    seed,
    parameters,
    problem: (change = {}, more = {}) => ({
      model,
      x: smallPeople(people, seed + 1),
      actionSet: smallActionSet(),
      cost: { norm: 'l1' },
      margins: [0, 0.2, 0.4, 0.8],
      seed: seed + 7,
      reference,
      ...change,
      options: { ...options, ...more },
    }),
    async solve(given) {
      await using scope = createCompileScope();
      return await solver.solve({ ...given, scope });
    },
  };
}

/** A model whose class to reach has so large a bias that everybody is approved, in the form of `parameters`. */
export function approving(parameters: DenseParameters): DenseParameters {
  return parameters.map(({ w, b }, layer) =>
    layer < parameters.length - 1
      ? { w, b }
      : { w, b: ndarray(Float32Array.of(b.data[0]!, b.data[1]! + 30), [2]) },
  );
}

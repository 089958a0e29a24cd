import { relatedFeatures } from '@cfq/datasets';

import { checkActionSet } from '../actions/check-action-set.ts';
import { checkRows } from '../actions/check-rows.ts';
import type { ActionSet } from '../actions/action-set.ts';
import { isTraced, type RecourseModel } from '../model/bind-model.ts';
import { RecourseError } from '../recourse-error.ts';
import type { RecourseProblem } from './recourse-problem.ts';
import type { SolverDescription } from './recourse-solver.ts';
import { keepsRelation } from './keeps-relation.ts';
import type { NDArray } from '@cfq/jit';

function fail(solver: string, rule: string, expected: string, got: unknown, remedy: string): never {
  throw new RecourseError(`${solver}.solve: ${rule} (expected ${expected}, got ${String(got)}). ${remedy}`);
}

/**
 * Checks what every solver relies on, and that the problem asks for nothing this solver cannot serve.
 *
 * @returns How many people there are.
 * @throws RecourseError naming the solver and the rule: a model that cannot be asked for what the solver needs, several
 *   answers or training rows where it has no use for them, relations or a plausibility that it does not keep, an action set that is none, a model whose
 *   parameters or layers it is to look at and cannot,
 *   parameters that are not finite, limits of other shape or out of order, margins that are negative or out of order, a seed that is not
 *   finite, rows that are not float32 or hold NaN, groups that are not one-hot.
 */
export function checkProblem(solver: Required<SolverDescription>, problem: RecourseProblem): number {
  const { x, margins, seed, actionSet } = problem;
  const { name } = solver;
  checkActionSet(`${name}.solve`, actionSet);
  checkModel(solver, problem);
  checkRelations(solver, problem);
  checkExtras(solver, problem);
  const rows = checkEncoded(name, 'x', x, actionSet);
  checkLimits(name, problem, rows);
  if (margins.length === 0) fail(name, 'margins are given', 'at least one κ', 'none', 'Pass [0].');
  margins.forEach((kappa, i) => {
    if (!Number.isFinite(kappa) || kappa < 0 || (i > 0 && kappa <= margins[i - 1]!)) {
      fail(name, 'margins ascend from 0', 'κ ≥ 0, strictly ascending', margins.join(', '), 'Sort them.');
    }
  });
  if (!Number.isFinite(seed)) fail(name, 'the seed is a number', 'a finite number', seed, 'Pass one.');
  checkGroups(name, x, rows, actionSet);
  return rows;
}

function checkModel({ name, needs, models }: Required<SolverDescription>, { model }: RecourseProblem): void {
  const given = model as unknown as Readonly<Record<string, unknown>> | undefined;
  if (typeof given?.['logits'] !== 'function' && typeof given?.['margins'] !== 'function') {
    const expected = '{ logits, parameters, target }, or margins(x)';
    fail(name, 'the model can be asked', expected, given, 'See RecourseModel.');
  }
  if (isTraced(model)) checkParameters(name, model.parameters);
  if (models === 'traced' || models === 'network') checkInsight(name, models, model);
  if (isTraced(model) || model.slopes !== undefined || needs === 'margin') return;
  fail(
    name,
    'the solver needs gradients',
    'a traced model, or one with slopes',
    `${model.name ?? 'the model'} with margins only`,
    'Use a solver that needs margins, or withFiniteDifferences(model, actionSet).',
  );
}

/** Some solvers look into the model rather than ask it. */
function checkInsight(name: string, models: 'traced' | 'network', model: RecourseModel): void {
  const remedy = 'Give it one, or use slp, pgd or black-box.';
  if (!isTraced(model)) {
    const got = `${model.name ?? 'the model'} with margins alone`;
    fail(
      name,
      'the solver looks at the parameters of the model',
      '{ logits, parameters, target }',
      got,
      remedy,
    );
  }
  if (models === 'network' && model.network === undefined) {
    fail(name, 'the solver looks at the layers of the model', 'a network beside logits', 'none', remedy);
  }
}

/** Parameters that are not finite decide nothing; says which they are. */
function checkParameters(name: string, parameters: unknown, path = 'parameters'): void {
  if (ArrayBuffer.isView(parameters) || typeof parameters !== 'object' || parameters === null) return;
  const { data } = parameters as Partial<NDArray>;
  if (!ArrayBuffer.isView(data)) {
    for (const [key, held] of Object.entries(parameters)) {
      checkParameters(name, held, Array.isArray(parameters) ? `${path}[${key}]` : `${path}.${key}`);
    }
    return;
  }
  const at = data.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  fail(
    name,
    `${path} is finite`,
    'numbers',
    `${data[at]} at index ${at}`,
    'Train the model anew, or repair its file.',
  );
}

function checkRelations(solver: Required<SolverDescription>, { actionSet }: RecourseProblem): void {
  if (actionSet.plausibility !== undefined && solver.plausibility !== 'kept') {
    const got = `'plausibility' by ${actionSet.plausibility.kind}`;
    fail(solver.name, 'the solver keeps to plausible points', 'anywhere', got, 'Use slp, pgd or black-box.');
  }
  const broken = actionSet.relations?.find(({ kind }) => !keepsRelation(solver, kind));
  if (broken === undefined) return;
  const { relations = [] } = solver;
  const kept = typeof relations === 'string' ? 'no relations' : relations.join(', ');
  const got = `'${broken.kind}' between '${relatedFeatures(broken).join("' and '")}'`;
  fail(solver.name, 'the solver keeps the relations of the action set', kept, got, 'Use slp or pgd.');
}

/**
 * Makes sure that a solver can count what people obtain among their changes: where they may change others beside it, but not
 * all, that takes a limit of a subset.
 *
 * @param problem - What is left to do for people who obtain values.
 * @throws RecourseError naming the solver.
 */
export function checkObtaining(solver: Required<SolverDescription>, { actionSet }: RecourseProblem): void {
  const isLimited = actionSet.relations?.some(({ kind }) => kind === 'subset-limit') === true;
  if (!isLimited || keepsRelation(solver, 'subset-limit')) return;
  const got = `${solver.name}, which keeps no 'subset-limit'`;
  fail(
    solver.name,
    'the solver counts values that people obtain among their changes',
    "a solver that keeps 'subset-limit'",
    got,
    'Use slp, pgd or black-box, or let nobody obtain a value.',
  );
}

function checkLimits(name: string, { limits, actionSet }: RecourseProblem, rows: number): void {
  if (limits === undefined) return;
  const { lower, upper } = limits;
  const there = checkRows(`${name}.solve`, { 'limits.lower': lower, 'limits.upper': upper }, actionSet);
  if (there !== rows)
    fail(name, 'limits have a row a person', `${rows} rows`, there, 'Make them for the rows of x.');
  for (let at = 0; at < lower.data.length; at += 1) {
    if (lower.data[at]! <= upper.data[at]!) continue;
    const where = `row ${Math.floor(at / actionSet.width)}, column ${at % actionSet.width}`;
    const got = `[${lower.data[at]}, ${upper.data[at]}] at ${where}`;
    fail(name, 'limits are in order', 'lower ≤ upper', got, 'Correct them; ±Infinity where there is none.');
  }
}

/** What only some solvers have a use for. */
function checkExtras(
  { name, answers, reference }: Required<SolverDescription>,
  problem: RecourseProblem,
): void {
  const { count = 1, actionSet } = problem;
  if (!Number.isInteger(count) || count < 1) {
    fail(name, 'the count is one of answers', 'an integer ≥ 1', count, 'Correct it.');
  }
  const { distinctBy = 'changes' } = problem;
  if (!['changes', 'features'].includes(distinctBy)) {
    fail(name, 'answers differ by', 'changes or features', distinctBy, 'Correct it.');
  }
  if (count > 1 && answers === 'one') {
    fail(name, 'the solver gives one answer a person', 'count 1', count, 'Use a solver that gives several.');
  }
  if (problem.reference === undefined) {
    if (reference !== 'required') return;
    fail(
      name,
      'the solver looks at training rows',
      'reference',
      'none',
      'Pass the rows the model was trained on.',
    );
  }
  if (reference === 'unused') {
    const got = `[${problem.reference.shape.join(', ')}]`;
    fail(
      name,
      'the solver has no use for training rows',
      'no reference',
      got,
      'Drop it, or use another solver.',
    );
  }
  checkEncoded(name, 'reference', problem.reference, actionSet);
}

/** Finite float32 rows with the action set's columns; returns how many. */
function checkEncoded(name: string, what: string, array: NDArray, actionSet: ActionSet): number {
  const rows = checkRows(`${name}.solve`, { [what]: array }, actionSet);
  const { data } = array;
  if (!(data instanceof Float32Array))
    fail(name, `${what} is float32`, 'a Float32Array', data, 'Convert it.');
  let bad = 0;
  while (bad < data.length && Number.isFinite(data[bad])) bad += 1;
  if (bad < data.length) {
    const where = `row ${Math.floor(bad / actionSet.width)}, column ${bad % actionSet.width}`;
    fail(name, `${what} is finite`, 'numbers', `${data[bad]} at ${where}`, 'Fill in missing values first.');
  }
  return rows;
}

function checkGroups(name: string, x: NDArray, rows: number, actionSet: ActionSet): void {
  for (const feature of actionSet.features) {
    if (feature.kind !== 'categorical') continue;
    for (let row = 0; row < rows; row += 1) {
      let on = 0;
      for (let c = 0; c < feature.width; c += 1) {
        const value = x.data[row * actionSet.width + feature.start + c]!;
        if (value !== 0 && value !== 1) {
          fail(name, `'${feature.name}' is one-hot`, '0 or 1', `${value} in row ${row}`, 'Encode it.');
        }
        on += value;
      }
      if (on > 1) {
        fail(name, `'${feature.name}' is one-hot`, 'at most one 1', `${on} in row ${row}`, 'Encode it.');
      }
    }
  }
}

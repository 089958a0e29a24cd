import { borrowScope } from '@cfq/jit';

import { checkActionSet } from '../actions/check-action-set.ts';
import { checkEfforts } from '../cost/effort-weights.ts';
import { bindModel, isTraced, type RecourseModel } from '../model/bind-model.ts';
import { followConsequences } from '../model/follow-consequences.ts';
import { obtainableNumber } from '../obtaining/obtained-value.ts';
import { obtainingCases } from '../obtaining/obtaining-cases.ts';
import { solveByObtaining } from '../obtaining/solve-by-obtaining.ts';
import { reachableMargins } from '../reach/reachable-margins.ts';
import { actionLayout, type ActionLayout } from '../search/action-layout.ts';
import { createIncumbents } from '../search/incumbents.ts';
import { startAmongApproved } from '../search/start-among-approved.ts';
import { createLinearSubproblem } from '../search/linear-subproblem/linear-subproblem.ts';
import { assembleResult } from './assemble-result.ts';
import { checkDefinition } from './check-definition.ts';
import { checkObtaining, checkProblem } from './check-problem.ts';
import { loosenToEncoding } from './loosen-to-encoding.ts';
import { checkOptions, withDefaults, type Rules } from './option-rules.ts';
import { createPace } from './pace.ts';
import { startProofs } from './proof.ts';
import type { CommonOptions, RecourseProblem } from './recourse-problem.ts';
import type { RecourseResult } from './recourse-result.ts';
import type { RecourseSolver, SolverDescription } from './recourse-solver.ts';
import { solveByEffort } from './solve-by-effort.ts';
import type { SearchProblem, SolverDefinition, SolverOptions } from './solver-definition.ts';

const defaultChunk = 1024;
const smallChunk = 256;
const defaultMarginTolerance = 1e-4;

const commonRules = {
  chunk: { least: 1, integer: true },
  deadline: { least: 0 },
  marginTolerance: { least: 0 },
  executor: { oneOf: ['onnx', 'eager', 'loops'] },
  asPublished: { oneOf: [true, false] },
} satisfies Record<keyof CommonOptions, unknown>;

/**
 * Makes a solver from its search. What all solvers promise is enforced here, once: the problem and the options are
 * checked; what the solver has no use for is refused by name; actions are written as float32; every success is scored
 * again by a plain forward pass at `float32(x + δ)` and counts only if it reaches its margin; a smaller margin takes over
 * a cheaper action of a larger one; people with effort weights of their own are
 * solved for by those weights, and people who may obtain values once for each combination of what they obtain; `assertFeasible` runs on everything returned; abort, deadline and progress work
 * alike.
 *
 * Whether it finds what a solver should is for `solverLaws` of `@cfq/recourse/testing` to say.
 *
 * @throws RecourseError naming the field of the definition that is missing, unknown or of the wrong kind.
 */
/* @__NO_SIDE_EFFECTS__ */
export function defineSolver<
  Settings extends object,
  const Name extends string,
  Preset extends string = never,
>(
  definition: SolverDefinition<Settings, Preset, Name>,
): RecourseSolver<SolverOptions<Settings, Preset>, Name> {
  checkDefinition(definition);
  const { name, description, source, needs, presets, defaults } = definition;
  const { models = 'any', answers = 'one', reference = 'unused' } = definition;
  const { relations = 'refused', plausibility = 'refused', proofs = 'none' } = definition;
  const about: Required<SolverDescription<Name>> = {
    name,
    description,
    source,
    needs,
    models,
    answers,
    reference,
    relations,
    plausibility,
    proofs,
  };
  const presetRule = presets !== undefined && { preset: { oneOf: Object.keys(presets) } };
  const rules: Rules = { ...commonRules, ...presetRule, ...definition.options };

  const settingsOf = ({ preset, ...options }: SolverOptions<Settings, Preset>): Settings & CommonOptions =>
    withDefaults<Settings & CommonOptions>(preset === undefined ? defaults : presets![preset], options);

  type Problem = RecourseProblem<SolverOptions<Settings, Preset>>;

  const solveTogether = async (given: Problem): Promise<RecourseResult> => {
    const settings = settingsOf(given.options ?? {});
    const asPublished = settings.asPublished === true;
    const problem = asPublished ? withoutConstraints(name, given) : given;
    const rows = checkProblem(about, problem);
    const { signal, actionSet, margins } = problem;
    signal?.throwIfAborted();
    await using scope = borrowScope(problem.scope);
    const layout = actionLayout(actionSet, problem.cost, problem.x.data, problem.limits);
    const chunk = settings.chunk ?? (rows < defaultChunk ? smallChunk : defaultChunk);
    const bind = (other: RecourseModel) =>
      followConsequences(
        bindModel(other, { width: actionSet.width, chunk, executor: settings.executor, scope }),
        actionSet,
      );
    const pace = createPace({ solver: name, chunk, deadline: settings.deadline, problem });
    const x = problem.x.data as Float32Array;
    const context: SearchProblem = {
      problem,
      proofs: startProofs(margins.length * rows),
      scope,
      bind,
      x,
      rows,
      layout,
      subproblem: createLinearSubproblem(layout, x),
      model: bind(problem.model),
      margins,
      answers: problem.count ?? 1,
      reach: reachOf(problem.model, layout),
      marginTolerance: settings.marginTolerance ?? defaultMarginTolerance,
      pause: pace.pause,
      report: pace.report,
    };
    const incumbents = createIncumbents({ ...context, distinctBy: problem.distinctBy });
    if (rows > 0) await startAmongApproved(context, incumbents);
    if (rows > 0) await definition.search(context, incumbents, settings);
    signal?.throwIfAborted();
    const result = await assembleResult(context, incumbents, pace.timedOut(), proofs === 'given');
    pace.report('done', 1);
    return { ...result, asPublished };
  };

  /** Solves for people to whom changes cost the same, some of whom may obtain values that they do not have. */
  const solveAlike = async (given: Problem): Promise<RecourseResult> => {
    const posed = given.options?.asPublished === true ? withoutConstraints(name, given) : given;
    if (!posed.actionSet.features.some((feature) => obtainableNumber(feature) !== undefined)) {
      return await solveTogether(given);
    }
    const rows = checkProblem(about, posed);
    const { x, actionSet, limits } = posed;
    const obtaining = obtainingCases(x.data, rows, actionSet, limits);
    if (obtaining.cases.length === 0) return await solveTogether(given);
    await using scope = borrowScope(given.scope);
    const { chunk = smallChunk, executor } = settingsOf(given.options ?? {});
    return await solveByObtaining({ ...posed, scope }, obtaining, {
      check: (problem) => {
        checkObtaining(about, problem);
        checkProblem(about, problem);
      },
      solve: solveTogether,
      bind: ({ model }) => bindModel(model, { width: actionSet.width, chunk, executor, scope }),
    });
  };

  return Object.freeze({
    ...about,
    part: 'solver' as const,
    assertOptions: (options) => checkOptions(name, options, rules),
    async solve(given) {
      checkOptions(name, given.options ?? {}, rules);
      const { efforts } = given;
      if (efforts === undefined) return await solveAlike(given);
      const asPublished = given.options?.asPublished === true;
      const rows = checkProblem(about, asPublished ? withoutConstraints(name, given) : given);
      checkEfforts(`${name}.solve`, efforts, given.actionSet, rows);
      if (rows === 0) return await solveAlike({ ...given, efforts: undefined });
      await using scope = borrowScope(given.scope);
      return await solveByEffort({ ...given, efforts, scope }, solveAlike);
    },
  } satisfies RecourseSolver<SolverOptions<Settings, Preset>, Name>);
}

/** The problem as a method poses it that knows no constraints. */
function withoutConstraints<Options>(
  name: string,
  problem: RecourseProblem<Options>,
): RecourseProblem<Options> {
  checkActionSet(`${name}.solve`, problem.actionSet);
  return { ...problem, actionSet: loosenToEncoding(problem.actionSet), limits: undefined };
}

/** What people can reach at most, where the model says what network it is. */
function reachOf(model: RecourseModel, layout: ActionLayout): Float64Array | null {
  if (!isTraced(model) || model.network === undefined) return null;
  // The bound takes at most as many columns to change as people may change features; what follows is not counted there.
  if (layout.consequences.length > 0) return null;
  return reachableMargins(model.network, model.target, layout);
}

import { createEncoder } from '@cfq/datasets';
import { borrowScope, ndarray, takeRows, type CompileScope, type NDArray } from '@cfq/jit';
import { costNorms, type AdviceRules } from '@cfq/recourse';
import { AdviceError } from '../advice-error.ts';
import { actionSetOf, rulesFor } from './action-rules.ts';
import type { Advice, AdviceOutcome, AdvisedAction, Person } from './advice.ts';
import type { AdviceProblem } from './advice-problem.ts';
import { findWays, type Ways } from './find-ways.ts';
import { solverFor } from './search.ts';

/** People who are advised together. */
const batchPeople = 512;

const mostAlternatives = 20;

/**
 * What would help each person: the cheapest actions that bring the file to a favourable decision, in values that exist.
 * Every action is asked of the file in raw values, as it would come from a form, and is left out where it does not hold.
 *
 * @returns One piece of advice a person, in their order.
 * @throws AdviceError on options out of range, on a solver that cannot search the model, and where the file answers NaN.
 * @throws DatasetError (of `@cfq/datasets`) for a person without a value that the model reads.
 * @throws RecourseError (of `@cfq/recourse`) for rules of features that do not exist.
 */
export async function advise<Options>(problem: AdviceProblem<Options>): Promise<Advice[]> {
  const advice: Advice[] = [];
  for await (const batch of adviseInBatches(problem)) advice.push(...batch);
  return advice;
}

/** As {@link advise}, some hundred people at a time, for those who file what they are given and keep nothing. */
export async function* adviseInBatches<Options>(problem: AdviceProblem<Options>): AsyncGenerator<Advice[]> {
  checkOptions(problem);
  const { people, deadline = Infinity, onProgress } = problem;
  const started = performance.now();
  const left = () => deadline - (performance.now() - started);
  await using scope = borrowScope(problem.scope);
  const approved = await approvedPeople(problem, scope);
  for (let start = 0; start < people.length; start += batchPeople) {
    problem.signal?.throwIfAborted();
    const batch = people.slice(start, start + batchPeople);
    const rules = rulesOf(problem.rules, start, start + batchPeople);
    yield await adviseBatch({ ...problem, people: batch, rules, scope, approved }, left);
    onProgress?.({ done: start + batch.length, people: people.length });
  }
}

/** Who of the table the file approves, where a policy or the data have plausibility measured by them. */
async function approvedPeople<Options>(
  { model, policy, table, signal }: AdviceProblem<Options>,
  scope: CompileScope,
): Promise<NDArray | undefined> {
  const plausibility = policy?.plausibility ?? model.featureSpace.plausibility;
  if (plausibility === undefined || table === undefined) return undefined;
  const { data, shape } = createEncoder(model.featureSpace).encodeTable(table);
  const x = ndarray(data, [...shape]);
  const margins = await model.margins(x, { scope, signal });
  return takeRows(
    x,
    Int32Array.from(margins.keys()).filter((row) => margins[row]! > 0),
  );
}

/** Rules as they are for some of the people: of what is said of each person, their part. */
function rulesOf(rules: AdviceRules | undefined, start: number, end: number): AdviceRules | undefined {
  const part = <Said>(said: Said | readonly Said[] | undefined) =>
    isList(said) ? said.slice(start, end) : said;
  return (
    rules && { ...rules, bounds: part(rules.bounds), time: part(rules.time), efforts: part(rules.efforts) }
  );
}

function isList<Item>(value: Item | readonly Item[] | undefined): value is readonly Item[] {
  return Array.isArray(value);
}

async function adviseBatch<Options>(
  problem: AdviceProblem<Options> & { readonly scope: CompileScope; readonly approved: NDArray | undefined },
  left: () => number,
): Promise<Advice[]> {
  const { model, people, promised = 0, alternatives = 1, norm = 'l1', seed = 0, scope, signal } = problem;
  const own = people.map(({ values }) => values);
  const encoded = createEncoder(model.featureSpace).encodeRows(own);
  const x = ndarray(encoded.data, [...encoded.shape]);
  const margins = await model.margins(x, { scope, signal });
  assertAnswers(margins, people, model.file.name);
  const denied = Int32Array.from(margins.keys()).filter((row) => margins[row]! <= 0);
  const rules = rulesFor(x, actionSetOf(problem, problem.approved), problem);
  const limits = rules.limits && {
    lower: takeRows(rules.limits.lower, denied),
    upper: takeRows(rules.limits.upper, denied),
  };
  const efforts = rules.efforts && takeRows(rules.efforts, denied);
  const ways =
    denied.length === 0
      ? []
      : await findWays(
          {
            ...{ model, norm, seed, scope, signal, left },
            own: Array.from(denied, (row) => own[row]!),
            x: takeRows(x, denied),
            rules: { actionSet: rules.actionSet, ...(limits && { limits }), ...(efforts && { efforts }) },
            solver: problem.solver ?? solverFor(model),
            solverOptions: problem.solverOptions,
          },
          { promised, alternatives },
        );
  const waysOf = new Map(Array.from(denied, (row, place) => [row, ways[place]!]));
  const features = model.featureSpace.features.flatMap(({ name, indicates }) =>
    indicates === undefined ? [name] : [],
  );
  return people.map((person, row): Advice => {
    const found = waysOf.get(row);
    return {
      ...{ person, model: { name: model.file.name, sha256: model.file.sha256 } },
      graded: model.reads !== 'labels',
      ...{ outcome: outcomeOf(found), margin: margins[row]!, promised, norm },
      alternatives: (found?.actions ?? []).map(({ changes, cost, margin, values }): AdvisedAction => ({
        changes,
        unchanged: features.filter((name) => changes.every(({ feature }) => feature !== name)),
        ...{ cost, margin, values },
      })),
    };
  });
}

function outcomeOf(ways: Ways | undefined): AdviceOutcome {
  if (ways === undefined) return 'approved';
  if (ways.actions.length > 0) return 'advised';
  return ways.timedOut ? 'timed-out' : 'infeasible';
}

function checkOptions<Options>({
  model,
  promised = 0,
  alternatives = 1,
  norm = 'l1',
  deadline = 0,
}: AdviceProblem<Options>): void {
  const refuse = (rule: string, expected: string, got: unknown): never => {
    throw new AdviceError(`advise: ${rule} (expected ${expected}, got ${String(got)}). Correct it.`);
  };
  if (!(promised >= 0 && promised < Infinity))
    refuse('promised is a margin in logits', 'a number ≥ 0', promised);
  if (promised > 0 && model.reads === 'labels') {
    refuse(
      'a margin is promised where the file has one',
      `0 for ${model.file.name}, which gives labels only`,
      promised,
    );
  }
  if (!Number.isInteger(alternatives) || alternatives < 1 || alternatives > mostAlternatives) {
    refuse(
      'alternatives is how many ways are shown',
      `an integer from 1 to ${mostAlternatives}`,
      alternatives,
    );
  }
  if (!costNorms.includes(norm)) refuse('norm is known', costNorms.join(', '), norm);
  if (!(deadline >= 0)) refuse('deadline is in milliseconds', 'a number ≥ 0', deadline);
}

function assertAnswers(margins: Float32Array, people: readonly Person[], file: string): void {
  const row = margins.findIndex(Number.isNaN);
  if (row < 0) return;
  const { line } = people[row]!;
  throw new AdviceError(
    `advise: the file decides on everybody (expected a number, got NaN from ${file} for ` +
      `${line === null ? `person ${row}` : `line ${line}`}). Are all inputs of the file given as it was trained on?`,
  );
}

import { ndarray, takeRows, type NDArray } from '@cfq/jit';

import { withEffort } from '../cost/cost-spec.ts';
import type { ProofOutcome } from './proof.ts';
import type { CommonOptions, RecourseProblem } from './recourse-problem.ts';
import type { MarginResult, RecourseActions, RecourseResult } from './recourse-result.ts';

/** Solves a problem of people to whom changes cost the same. */
type SolveTogether<Options> = (problem: RecourseProblem<Options>) => Promise<RecourseResult>;

/**
 * Solves a problem of people for whom changes are hard in ways of their own: those with equal effort weights together, one
 * group after the other, each with its weights in the cost. So every search honours them, whatever it does with weights.
 *
 * @param problem - With `efforts`, which were checked; its scope serves all groups.
 * @returns What each person would get in a problem of their group alone, in the order of the rows.
 */
export async function solveByEffort<Options extends CommonOptions>(
  problem: RecourseProblem<Options> & { readonly efforts: NDArray },
  solveTogether: SolveTogether<Options>,
): Promise<RecourseResult> {
  const { efforts, x, actionSet, limits, onProgress, options } = problem;
  const rows = x.shape[0]!;
  const groups = groupsOf(efforts);
  const started = performance.now();
  const parts: { readonly people: readonly number[]; readonly result: RecourseResult }[] = [];
  let [done, scored] = [0, 0];
  for (const people of groups) {
    const before = { share: done / rows, scored };
    const left = options?.deadline && Math.max(0, options.deadline - (performance.now() - started));
    const result = await solveTogether({
      ...problem,
      efforts: undefined,
      x: takeRows(x, people),
      ...(limits && {
        limits: { lower: takeRows(limits.lower, people), upper: takeRows(limits.upper, people) },
      }),
      cost: withEffort(problem.cost, actionSet, efforts.data, people[0]! * efforts.shape[1]!),
      ...(left !== undefined && { options: { ...options!, deadline: left } }),
      ...(onProgress && {
        onProgress(progress) {
          scored = before.scored + progress.scored;
          const share = before.share + (progress.share * people.length) / rows;
          onProgress({ ...progress, scored, share });
        },
      }),
    });
    done += people.length;
    parts.push({ people, result });
  }
  return together(parts, rows, actionSet.width);
}

/** The rows of each set of equal weights, ascending; the sets in the order of their first row. */
function groupsOf({ data, shape: [rows = 0, features = 0] }: NDArray): readonly number[][] {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rows; row += 1) {
    const key = data.subarray(row * features, (row + 1) * features).join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

type Part = { readonly people: readonly number[]; readonly result: RecourseResult };

/** The answers of all groups, row by row. */
function together(parts: readonly Part[], rows: number, width: number): RecourseResult {
  const [{ result: first }] = parts as readonly [Part, ...Part[]];
  const gather = (actionsOf: (result: RecourseResult) => RecourseActions): RecourseActions => {
    const data = new Float32Array(rows * width);
    const [cost, margin, valid] = [new Float32Array(rows), new Float32Array(rows), new Uint8Array(rows)];
    for (const { people, result } of parts) {
      const actions = actionsOf(result);
      people.forEach((row, i) => {
        data.set(actions.delta.data.subarray(i * width, (i + 1) * width), row * width);
        cost[row] = actions.cost[i]!;
        margin[row] = actions.margin[i]!;
        valid[row] = actions.valid[i]!;
      });
    }
    return { delta: ndarray(data, [rows, width]), cost, valid, margin };
  };
  const byMargin = first.byMargin.map(({ kappa, alternatives, proof }, level): MarginResult => {
    const timedOut = new Uint8Array(rows);
    const cutShort = new Uint8Array(rows);
    const outcome = new Array<ProofOutcome>(rows);
    const lowerBound = new Float64Array(rows);
    for (const { people, result } of parts) {
      const answer = result.byMargin[level]!;
      people.forEach((row, i) => {
        timedOut[row] = answer.timedOut[i]!;
        cutShort[row] = answer.cutShort[i]!;
        if (answer.proof === undefined) return;
        outcome[row] = answer.proof.outcome[i]!;
        lowerBound[row] = answer.proof.lowerBound[i]!;
      });
    }
    return {
      kappa,
      ...gather((result) => result.byMargin[level]!),
      timedOut,
      cutShort,
      alternatives: alternatives.map((_, rank) =>
        gather((result) => result.byMargin[level]!.alternatives[rank]!),
      ),
      ...(proof !== undefined && { proof: { outcome, lowerBound } }),
    };
  });
  return { ...first, byMargin, timedOut: parts.some(({ result }) => result.timedOut) };
}

import type { ModelUnderTest } from '@cfq/evaluation';
import { addScaled } from '@cfq/jit';
import type { MarginResult, RecourseSolver } from '@cfq/recourse';

/**
 * A solver whose answers count only where the file itself says so. It may search the network that was recognised in a
 * file, whose margins need not be those of the file where that runs; what it finds is asked of the file, and an action
 * with which the file does not reach the margin is none.
 *
 * @param onDropped told, for each issue margin, how many actions were none
 */
export function rescored<Options>(
  solver: RecourseSolver<Options>,
  model: ModelUnderTest,
  onDropped: (kappa: number, people: number) => void,
): RecourseSolver<Options> {
  if (model.traced === null) return solver;
  return {
    ...solver,
    async solve(problem) {
      const result = await solver.solve(problem);
      const byMargin: MarginResult[] = [];
      for (const found of result.byMargin) {
        const { kappa, delta, valid } = found;
        const margin = await model.margins(addScaled(problem.x, delta), { signal: problem.signal });
        const dropped = [...valid.keys()].filter(
          (person) => valid[person] === 1 && !(margin[person]! > 0 && margin[person]! >= kappa),
        );
        onDropped(kappa, dropped.length);
        byMargin.push(dropped.length === 0 ? found : without(found, dropped));
      }
      return { ...result, byMargin };
    },
  };
}

function without(found: MarginResult, people: readonly number[]): MarginResult {
  const width = found.delta.shape[1] ?? 0;
  const [data, cost, valid, margin] = [
    Float32Array.from(found.delta.data),
    found.cost.slice(),
    found.valid.slice(),
    found.margin.slice(),
  ];
  for (const person of people) {
    data.fill(0, person * width, (person + 1) * width);
    cost[person] = NaN;
    margin[person] = NaN;
    valid[person] = 0;
  }
  return { ...found, delta: { data, shape: found.delta.shape }, cost, valid, margin };
}

import { createCompileScope, takeRows } from '@cfq/jit';
import { slp, type RecourseProblem, type RecourseSolver } from '@cfq/recourse';
import { timed, type StepTimes } from '../step-times.ts';

/** Milliseconds that `slp` takes for some people of one model. */
export interface SearchTimes {
  /** The first call for everybody, which compiles, a call. */
  readonly first: StepTimes;
  /** The middle of the calls for everybody after it, a person. */
  readonly together: StepTimes;
  /** A person asked for alone, with what is compiled already: the middle, and the longest. */
  readonly alone: StepTimes;
  readonly longest: StepTimes;
  /** Whether everybody is led to the same place alone as together, bit for bit. */
  readonly areEqual: boolean;
}

/**
 * Asks `slp` for the same people in one call and one by one, and keeps what is compiled.
 *
 * @param repeats - Calls for everybody after the first, ≥ 1.
 */
export async function timeSearches(problem: RecourseProblem, repeats = 9): Promise<SearchTimes> {
  const solver: RecourseSolver = slp;
  await using scope = createCompileScope();
  const [people, width] = problem.x.shape as [number, number];
  const deltas: ArrayLike<number>[] = [];
  const solve = (x: RecourseProblem['x']) =>
    timed(async () => {
      const { byMargin } = await solver.solve({ ...problem, x, scope });
      deltas.push(byMargin[0]!.delta.data);
    });
  const first = await solve(problem.x);
  const calls: StepTimes[] = [];
  for (let call = 0; call < repeats; call += 1) calls.push(await solve(problem.x));
  const answers = deltas.at(-1)!;
  deltas.length = 0;
  const alone: StepTimes[] = [];
  for (let row = 0; row < people; row += 1) alone.push(await solve(takeRows(problem.x, Int32Array.of(row))));
  const areEqual = deltas.every((delta, row) =>
    Array.from(delta).every((change, column) => change === answers[row * width + column]),
  );
  const { clock, processor } = quantileOf(calls, 0.5);
  return {
    first,
    together: { clock: clock / people, processor: processor / people },
    alone: quantileOf(alone, 0.5),
    longest: quantileOf(alone, 1),
    areEqual,
  };
}

/** The value below which a share of some times lies, by the clock and of the processor each. */
function quantileOf(times: readonly StepTimes[], share: number): StepTimes {
  const of = (name: keyof StepTimes): number => {
    const sorted = times.map((one) => one[name]).toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  };
  return { clock: of('clock'), processor: of('processor') };
}

/** A row of the table of {@link timesHead}. */
export function renderTimes(dataset: string, model: string, times: SearchTimes): string {
  const { first, together, alone, longest, areEqual } = times;
  const both = ({ clock, processor }: StepTimes, digits: number) =>
    `${clock.toFixed(digits)} (${processor.toFixed(digits)})`;
  const cells = [
    both(first, 0),
    both(together, 2),
    both(alone, 1),
    both(longest, 1),
    areEqual ? 'yes' : 'no',
  ];
  return `| ${dataset}, ${model} | ${cells.join(' | ')} |`;
}

/** The head of the table, in Markdown. */
export const timesHead =
  '| data set, model | first call | together, a person | alone, median | alone, longest | equal answers |\n' +
  '| --- | ---: | ---: | ---: | ---: | --- |';

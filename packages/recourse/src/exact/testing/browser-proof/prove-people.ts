import { denseParameters } from '../../../testing/dense-network.ts';
import { smallActionSet } from '../../../testing/small-people.ts';
import { exact } from '../../exact.ts';
import { exactProblem } from '../exact-problem.ts';

/** What was proven where this runs, person by person, and how long it took. */
export interface ProvenPeople {
  readonly outcome: readonly string[];
  /** −1 where there is no action. */
  readonly cost: readonly number[];
  /** Changes of all people one after the other, zeros where there is no action. */
  readonly delta: readonly number[];
  /** Milliseconds for one person, the compilation left out. */
  readonly each: number;
}

/** Solves a seeded problem exactly, once to compile and once to measure. */
export async function provePeople(): Promise<ProvenPeople> {
  const given = exactProblem(denseParameters([12, 16, 8, 2], 27, 1.2), {
    margins: [0.2],
    actionSet: smallActionSet(2),
  });
  await exact.solve(given);
  const start = performance.now();
  const [found] = (await exact.solve(given)).byMargin;
  const passed = performance.now() - start;
  const { cost, delta, proof } = found!;
  return {
    outcome: [...proof!.outcome],
    cost: Array.from(cost, (one) => (Number.isNaN(one) ? -1 : one)),
    delta: Array.from(delta.data),
    each: passed / cost.length,
  };
}

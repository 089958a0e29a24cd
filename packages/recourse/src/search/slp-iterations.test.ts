import { describe, expect, it } from 'vitest';

import type { BoundModel } from '../model/bound-model.ts';
import { denseMargin, denseParameters, denseSlope } from '../testing/dense-network.ts';
import { smallActionSet, smallPeople } from '../testing/small-people.ts';
import { actionLayout } from './action-layout.ts';
import { createIncumbents } from './incumbents.ts';
import { createLinearSubproblem } from './linear-subproblem/linear-subproblem.ts';
import type { SearchContext } from './search-context.ts';
import { slpIterations } from './slp-iterations.ts';

const rows = 6;
const margins = [0, 0.3, 0.9, 4];
const chunk = 32;

/** What is found where a person's jobs stand side by side or apart, and how often the linear model was asked for its steepest move. */
async function found(seed: number, sideBySide: boolean, ascentSteps?: number) {
  const parameters = denseParameters([12, 8, 2], seed);
  const x = smallPeople(rows, seed).data as Float32Array;
  const layout = actionLayout(smallActionSet(), { norm: 'l1' }, x);
  const width = layout.width;
  const plain = createLinearSubproblem(layout, x);
  let asked = 0;
  const subproblem = {
    ...plain,
    maximizeMargin: (...[fixed, out]: Parameters<typeof plain.maximizeMargin>) => {
      asked += 1;
      return plain.maximizeMargin(fixed, out);
    },
  };
  const rowOf = (points: Float32Array, row: number) => points.subarray(row * width, (row + 1) * width);
  const each = Array.from({ length: chunk }, (_, row) => row);
  const model = {
    chunk,
    width,
    slopes: (points: Float32Array) =>
      Promise.resolve({
        margins: Float32Array.from(each, (row) => denseMargin(parameters, rowOf(points, row)) - 0.5),
        slopes: Float32Array.from(each.flatMap((row) => [...denseSlope(parameters, rowOf(points, row))])),
      }),
  } as unknown as BoundModel;
  const context: SearchContext = {
    ...{ x, rows, layout, subproblem, model, reach: null, margins, answers: 1, marginTolerance: 1e-4 },
    pause: () => Promise.resolve(false),
    report: () => undefined,
  };
  const incumbents = createIncumbents({ layout, rows, margins, answers: 1 });
  const { count } = layout;
  // One job a person and margin, and one more with the first feature held, in the same order of the two either way.
  const levels = margins.length;
  const jobs = Array.from({ length: 2 * rows * levels }, (_, job) => {
    const [level, held] = [job % levels, Math.floor(job / levels) % 2];
    return { slot: level * rows + Math.floor(job / (2 * levels)), held };
  });
  if (!sideBySide) jobs.sort((a, b) => a.held - b.held || a.slot - b.slot);
  const slots = Int32Array.from(jobs, ({ slot }) => slot);
  const fixed = new Float64Array(slots.length * count).fill(NaN);
  jobs.forEach(({ held }, job) => {
    if (held === 1) fixed[job * count] = 0;
  });
  const move = new Float64Array(slots.length * count);
  const options = { iterations: 6, allowance: 0.9995, ...(ascentSteps !== undefined && { ascentSteps }) };
  await slpIterations(context, incumbents, { count: slots.length, slots, move, fixed }, options);
  const endOf = ({ slot, held }: (typeof jobs)[number], job: number) =>
    [`${slot} ${held}`, [...move.subarray(job * count, (job + 1) * count)]] as const;
  const ends = Object.fromEntries(jobs.map(endOf));
  return { cost: [...incumbents.cost], move: [...incumbents.move], ends, asked };
}

describe('jobs that stand side by side', () => {
  it.each([undefined, 2])(
    'find what they find apart, and ask less, with %s steps of ascent',
    async (ascent) => {
      const costs = new Set<boolean>();
      let saved = 0;
      for (const seed of [1, 2, 3, 4, 5]) {
        const [together, apart] = [await found(seed, true, ascent), await found(seed, false, ascent)];
        expect({ ...together, asked: 0 }).toEqual({ ...apart, asked: 0 });
        for (const cost of together.cost) costs.add(cost < Infinity);
        saved += apart.asked - together.asked;
      }
      expect(costs).toEqual(new Set([true, false]));
      expect(saved).toBeGreaterThan(10);
    },
  );
});

import { gridSteps } from '../actions/grid.ts';
import { moveCost } from './action-layout.ts';
import { writePoint } from './apply-move.ts';
import { attains } from './attains.ts';
import type { Incumbents } from './incumbents.ts';
import type { SearchContext } from './search-context.ts';

/** One slot's walk back along one feature. */
interface Walk {
  readonly slot: number;
  readonly feature: number;
  /** Steps of the next trial; doubled after a success, from 1 again after a failure. */
  steps: number;
  done: boolean;
}

/**
 * Takes numbers on a grid back towards `x`, one feature after the other, by 1, 2, 4, … steps as long as the margin asked for
 * is still reached. Every point is scored; the incumbent changes only to a success.
 */
export async function stepBack(context: SearchContext, incumbents: Incumbents): Promise<void> {
  const { layout } = context;
  for (let feature = 0; feature < layout.count; feature += 1) {
    if (layout.grid[feature] === undefined) continue;
    let walks: Walk[] = [];
    incumbents.cost.forEach((cost, slot) => {
      if (cost === Infinity || cost === 0 || incumbents.move[slot * layout.count + feature] === 0) return;
      walks.push({ slot, feature, steps: 1, done: false });
    });
    while (walks.length > 0) {
      for (let from = 0; from < walks.length; from += context.model.chunk) {
        if (await context.pause()) return;
        await walk(context, incumbents, walks.slice(from, from + context.model.chunk));
      }
      walks = walks.filter(({ done }) => !done);
    }
  }
}

/** Scores one trial of each walk. */
async function walk(context: SearchContext, incumbents: Incumbents, walks: readonly Walk[]): Promise<void> {
  const { layout, model, rows, x, margins, marginTolerance } = context;
  const { count, width } = layout;
  const trials = new Float64Array(walks.length * count);
  const points = new Float32Array(model.chunk * width);
  walks.forEach((one, i) => {
    const { slot, feature } = one;
    trials.set(incumbents.move.subarray(slot * count, (slot + 1) * count), i * count);
    const change = trials[i * count + feature]!;
    const own = x[(slot % rows) * width + layout.start[feature]!]!;
    const back = gridSteps(layout.grid[feature]!, own + change, -Math.sign(change) * one.steps) - own;
    // Beyond `x` there is nothing to go back to; the value of `x` itself is no change.
    if (back * change <= 0) {
      trials[i * count + feature] = 0;
      one.done = true;
    } else trials[i * count + feature] = back;
    writePoint(layout, x, (slot % rows) * width, trials, i * count, points, i * width);
  });
  const scored = await model.margins(points, walks.length);
  walks.forEach((one, i) => {
    const kappa = margins[Math.floor(one.slot / rows)]!;
    const success = attains(scored[i]!, kappa) && scored[i]! >= kappa + 0.5 * marginTolerance;
    const kept =
      success &&
      incumbents.offer(one.slot, moveCost(layout, trials, i * count), scored[i]!, trials, i * count);
    if (kept) one.steps *= 2;
    else if (one.steps > 1) [one.steps, one.done] = [1, false];
    else one.done = true;
  });
}

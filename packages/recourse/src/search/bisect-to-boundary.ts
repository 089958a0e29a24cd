import { gridBeyond } from '../actions/grid.ts';
import { moveCost } from './action-layout.ts';
import { writePoint } from './apply-move.ts';
import type { Incumbents } from './incumbents.ts';
import { attains } from './attains.ts';
import type { SearchContext } from './search-context.ts';
import { stepBack } from './step-back.ts';

/** Logits of overshoot below which nothing is gained by shrinking. */
const overshoot = 3e-3;
const halvings = 10;

/**
 * Shrinks each incumbent's numeric changes towards `x` along a straight line until its margin is just the one asked for:
 * bisection on the common factor, categories, ordinals and numbers on a coarse grid held, those on a fine one taken to the
 * next value outwards. Every point is scored; the incumbent changes only to a success. Works on incumbents that overshoot
 * their margin by more than 0.003 logits. Then numbers on a grid go back step by step ({@link stepBack}).
 */
export async function bisectToBoundary(context: SearchContext, incumbents: Incumbents): Promise<void> {
  const { layout, model, rows, x, margins, marginTolerance } = context;
  const { count, width } = layout;
  const isNumeric = (f: number) => layout.discrete[f] === 0;
  const kappaOf = (slot: number) => margins[Math.floor(slot / rows)]!;
  const work: number[] = [];
  incumbents.cost.forEach((cost, slot) => {
    if (cost === Infinity || cost === 0 || incumbents.margin[slot]! <= kappaOf(slot) + overshoot) return;
    for (let f = 0; f < count; f += 1) {
      if (!isNumeric(f) || incumbents.move[slot * count + f] === 0) continue;
      work.push(slot);
      return;
    }
  });
  const whole = new Float64Array(work.length * count);
  work.forEach((slot, i) => whole.set(incumbents.move.subarray(slot * count, (slot + 1) * count), i * count));
  const low = new Float64Array(work.length);
  const high = new Float64Array(work.length).fill(1);
  const trial = new Float64Array(count);
  const shortened = (row: number, f: number, change: number, factor: number): number => {
    const grid = layout.grid[f];
    if (grid === undefined || change === 0) return change * factor;
    const own = x[row * width + layout.start[f]!]!;
    const next = gridBeyond(grid, own + change * factor, Math.sign(change)) - own;
    return (next - change) * change > 0 ? change : next;
  };
  const trials = new Float64Array(model.chunk * count);
  const points = new Float32Array(model.chunk * width);
  for (let from = 0; from < work.length; from += model.chunk) {
    const batch = work.slice(from, from + model.chunk);
    for (let round = 0; round < halvings; round += 1) {
      if (await context.pause()) return;
      batch.forEach((slot, i) => {
        const factor = 0.5 * (low[from + i]! + high[from + i]!);
        for (let f = 0; f < count; f += 1) {
          const change = whole[(from + i) * count + f]!;
          trial[f] = isNumeric(f) ? shortened(slot % rows, f, change, factor) : change;
        }
        trials.set(trial, i * count);
        writePoint(layout, x, (slot % rows) * width, trials, i * count, points, i * width);
      });
      const scored = await model.margins(points, batch.length);
      batch.forEach((slot, i) => {
        const factor = 0.5 * (low[from + i]! + high[from + i]!);
        const success =
          attains(scored[i]!, kappaOf(slot)) && scored[i]! >= kappaOf(slot) + 0.5 * marginTolerance;
        if (success) {
          high[from + i] = factor;
          incumbents.offer(slot, moveCost(layout, trials, i * count), scored[i]!, trials, i * count);
        } else low[from + i] = factor;
      });
    }
  }
  await stepBack(context, incumbents);
}

import { gridBeyond, gridWithin } from '../../../actions/grid.ts';
import { levelsOf } from '../../action-layout.ts';
import type { SubproblemState } from '../subproblem-state.ts';

/**
 * The features of one subproblem as items, each with the amounts of cost that may be spent on it: any up to its most, or
 * those of its levels, its category or the values of its grid. 0 may always be spent.
 */
export interface UnitItems {
  /** Takes what was selected of the features, each up to what buys `need` alone. */
  load(need: number): void;
  /** Leaves out the items that nothing may be spent on; true where that makes them fewer. */
  drop(high: Float64Array): boolean;
  count(): number;
  /** The feature of each item, its margin per unit of cost, and the most that may be spent on it. */
  readonly feature: Int32Array;
  readonly rate: Float64Array;
  readonly most: Float64Array;
  isContinuous(item: number): boolean;
  /** The largest permitted amount that is no more than a given one. */
  atMost(item: number, units: number): number;
  /** The least permitted amount that is no less than a given one; `Infinity` where none is. */
  atLeast(item: number, units: number): number;
  /** The permitted amounts next to one: the largest below it, and the least above it. */
  before(item: number, units: number): number;
  after(item: number, units: number): number;
  /** What the move of the feature is for a permitted amount. */
  moveOf(item: number, units: number): number;
}

/** What two amounts may differ by and still be one. */
const slackOf = (units: number) => 1e-10 * (units + 1e-3);

/** Room for the items of subproblems over one layout. */
export function createUnitItems(state: SubproblemState): UnitItems {
  const { layout, efficiency, discrete, numeric } = state;
  const { gainPerCost, headroom, sign, target } = efficiency;
  const { weight, grid } = layout;
  const feature = new Int32Array(layout.count);
  const rate = new Float64Array(layout.count);
  const most = new Float64Array(layout.count);
  /** 1 for numbers at any value. */
  const continuous = new Uint8Array(layout.count);
  let count = 0;

  /** The change of a level or a value of a grid, up the slope, as an amount of cost. */
  const spentAt = (f: number, value: number) => (value - efficiency.value(f)) * sign[f]! * weight[f]!;

  function levelAtMost(f: number, units: number): number {
    let best = 0;
    for (const level of levelsOf(layout, f, efficiency.person())) {
      const spent = spentAt(f, level);
      if (spent <= units && spent > best) best = spent;
    }
    return best;
  }

  function levelAtLeast(f: number, units: number): number {
    let best = Infinity;
    for (const level of levelsOf(layout, f, efficiency.person())) {
      const spent = spentAt(f, level);
      if (spent >= units && spent < best) best = spent;
    }
    return best;
  }

  const pointAt = (f: number, units: number) => efficiency.value(f) + (sign[f]! * units) / weight[f]!;

  function atMost(j: number, units: number): number {
    const f = feature[j]!;
    const wanted = units + slackOf(units);
    if (layout.categorical[f] === 1) return wanted >= weight[f]! ? weight[f]! : 0;
    if (layout.ordinal[f] === 1) return levelAtMost(f, wanted);
    if (grid[f] === undefined) return units;
    return Math.max(0, spentAt(f, gridWithin(grid[f], pointAt(f, wanted), sign[f]!)));
  }

  function atLeast(j: number, units: number): number {
    const f = feature[j]!;
    const wanted = units - slackOf(units);
    if (wanted <= 0) return 0;
    let spent = units;
    if (layout.categorical[f] === 1) spent = wanted <= weight[f]! ? weight[f]! : Infinity;
    else if (layout.ordinal[f] === 1) spent = levelAtLeast(f, wanted);
    else if (grid[f] !== undefined) spent = spentAt(f, gridBeyond(grid[f], pointAt(f, wanted), sign[f]!));
    return spent <= headroom[f]! + slackOf(spent) ? spent : Infinity;
  }

  const isNumberAtWill = (f: number) =>
    layout.categorical[f] === 0 && layout.ordinal[f] === 0 && grid[f] === undefined;

  return {
    feature,
    rate,
    most,
    count: () => count,
    load(need) {
      count = 0;
      for (const [list, size] of [
        [discrete, state.discreteCount],
        [numeric, state.numericCount],
      ] as const) {
        for (let i = 0; i < size; i += 1) {
          const f = list[i]!;
          feature[count] = f;
          rate[count] = gainPerCost[f]!;
          continuous[count] = isNumberAtWill(f) ? 1 : 0;
          const enough = atLeast(count, need / gainPerCost[f]!);
          most[count] = Math.min(headroom[f]!, enough);
          if (most[count]! > 0) count += 1;
        }
      }
    },
    drop(high) {
      const before = count;
      count = 0;
      for (let j = 0; j < before; j += 1) {
        if (high[j] === 0) continue;
        feature[count] = feature[j]!;
        rate[count] = rate[j]!;
        most[count] = most[j]!;
        continuous[count] = continuous[j]!;
        count += 1;
      }
      return count < before;
    },
    isContinuous: (j) => continuous[j] === 1,
    atMost,
    atLeast,
    before: (j, units) => (units <= 0 ? -Infinity : atMost(j, units - 3 * slackOf(units))),
    after: (j, units) => atLeast(j, units + 3 * slackOf(units)),
    moveOf(j, units) {
      const f = feature[j]!;
      if (units <= 0) return 0;
      if (layout.categorical[f] === 1) return target[f]!;
      const along = sign[f]!;
      if (layout.ordinal[f] === 1) {
        const levels = levelsOf(layout, f, efficiency.person());
        const distance = (level: number) => Math.abs(spentAt(f, level) - units);
        return levels.reduce((a, b) => (distance(b) < distance(a) ? b : a)) - efficiency.value(f);
      }
      if (grid[f] === undefined) return (along * units) / weight[f]!;
      return gridBeyond(grid[f], pointAt(f, units - slackOf(units)), along) - efficiency.value(f);
    },
  };
}

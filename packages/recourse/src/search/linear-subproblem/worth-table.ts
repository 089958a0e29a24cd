import type { ActionLayout } from '../action-layout.ts';
import type { FeatureEfficiency } from '../feature-efficiency.ts';

/** What the best features of every tail are worth at some prices of a unit of margin. */
export interface WorthTable {
  readonly prices: number[];
  /** Tables prices; one may be `Infinity`. */
  fill(prices: readonly number[]): void;
  /** What the best of all features are worth at a price. */
  mostWorth(price: number, places: number): number;
  /**
   * What the best features from one on are worth at price number `p`: groups and ordinals come first, by margin per cost,
   * then numbers. −1 for none.
   */
  worthFrom(p: number, feature: number, places: number): number;
}

/** Places that tables tell apart; more count as any number. */
const mostPlaces = 16;

/** Room for the tables of one layout, at `capacity` prices. */
export function createWorthTable(
  layout: ActionLayout,
  efficiency: FeatureEfficiency,
  capacity: number,
): WorthTable {
  const { count } = layout;
  const { order, gainPerCost, headroom } = efficiency;
  const ends = Math.min(mostPlaces, layout.sparsity + 1);
  /** Entries of a row: the sums of the best none, one, … features, and of all. */
  const row = ends + 1;
  const table = new Float64Array(capacity * (count + 1) * row);
  /** Numbers, and groups with ordinals, by margin per cost; of each feature its place among its own kind. */
  const [numbers, others] = [new Int32Array(count), new Int32Array(count)];
  const rankOf = new Int32Array(count);
  /** By price, how many of either kind are worth anything: the first ones. */
  const [numbersWorth, othersWorth] = [new Int32Array(capacity), new Int32Array(capacity)];
  let [numberCount, otherCount] = [0, 0];
  const best = new Float64Array(ends);
  const prices: number[] = [];

  /** What a feature is worth at a price, at most; at an infinite one the margin it buys. */
  const worthOf = (f: number, price: number): number => {
    if (price === Infinity) return gainPerCost[f]! * headroom[f]!;
    const net = price * gainPerCost[f]! - 1;
    return net > 0 ? net * headroom[f]! : 0;
  };

  /** Sorts a worth in among the best ones. */
  function take(worth: number): void {
    if (worth <= best[ends - 1]!) return;
    let place = ends - 1;
    for (; place > 0 && best[place - 1]! < worth; place -= 1) best[place] = best[place - 1]!;
    best[place] = worth;
  }

  const isDiscrete = (f: number) => layout.categorical[f] === 1 || layout.ordinal[f] === 1;

  /** Tells the two kinds apart. */
  function rank(): void {
    [numberCount, otherCount] = [0, 0];
    for (let j = 0; j < efficiency.size(); j += 1) {
      const f = order[j]!;
      if (isDiscrete(f)) {
        rankOf[f] = otherCount;
        others[otherCount] = f;
        otherCount += 1;
      } else {
        rankOf[f] = numberCount;
        numbers[numberCount] = f;
        numberCount += 1;
      }
    }
  }

  /** How many of some features, by margin per cost, are worth anything at a price. */
  function countWorth(features: Int32Array, size: number, price: number): number {
    if (price === Infinity) return size;
    let worth = 0;
    while (worth < size && price * gainPerCost[features[worth]!]! - 1 > 0) worth += 1;
    return worth;
  }

  /**
   * Tables one price: tails of the numbers, then of the discrete features before them, each from the first feature that is worth
   * anything. Of hundreds of features few are.
   */
  function fillPrice(p: number, price: number): void {
    best.fill(0);
    let all = 0;
    let at = p * (count + 1) * row + row;
    const worthy = countWorth(numbers, numberCount, price);
    const worthyOthers = countWorth(others, otherCount, price);
    numbersWorth[p] = worthy;
    othersWorth[p] = worthyOthers;
    for (let i = worthy + worthyOthers - 1; i >= 0; i -= 1) {
      // Numbers from their last one on, then the others from theirs.
      const f = i >= worthyOthers ? numbers[i - worthyOthers]! : others[i]!;
      const worth = worthOf(f, price);
      all += worth;
      take(worth);
      let sum = 0;
      for (let place = 0; place < ends; place += 1) {
        table[at + place] = sum;
        sum += best[place]!;
      }
      table[at + ends] = all;
      at += row;
    }
  }

  return {
    prices,
    fill(given) {
      prices.length = 0;
      prices.push(...given);
      rank();
      prices.forEach((price, p) => {
        fillPrice(p, price);
      });
    },
    mostWorth(price, places) {
      best.fill(0);
      let all = 0;
      for (let j = 0; j < efficiency.size(); j += 1) {
        const worth = worthOf(order[j]!, price);
        // Features come by margin per cost: the rest are worth nothing either.
        if (worth === 0 && price !== Infinity) break;
        all += worth;
        take(worth);
      }
      if (places >= ends) return all;
      let sum = 0;
      for (let place = 0; place < places; place += 1) sum += best[place]!;
      return sum;
    },
    worthFrom(p, feature, places) {
      if (feature < 0) return 0;
      const worthy = numbersWorth[p]!;
      const place = rankOf[feature]!;
      // The first row of a price is of no feature at all.
      let from = Math.max(0, worthy - place);
      if (isDiscrete(feature)) from = worthy + Math.max(0, othersWorth[p]! - place);
      return table[(p * (count + 1) + from) * row + Math.min(places, ends)]!;
    },
  };
}

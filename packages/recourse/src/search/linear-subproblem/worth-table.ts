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
  const rowOf = new Int32Array(count);
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

  /** Tables one price: tails of the numbers, then of the discrete features before them. */
  function fillPrice(p: number, price: number): void {
    best.fill(0);
    let all = 0;
    let at = p * (count + 1) * row + row;
    for (const wanted of [false, true]) {
      for (let j = efficiency.size() - 1; j >= 0; j -= 1) {
        const f = order[j]!;
        if (isDiscrete(f) !== wanted) continue;
        const worth = worthOf(f, price);
        all += worth;
        take(worth);
        rowOf[f] = at / row - p * (count + 1);
        let sum = 0;
        for (let place = 0; place < ends; place += 1) {
          table[at + place] = sum;
          sum += best[place]!;
        }
        table[at + ends] = all;
        at += row;
      }
    }
  }

  return {
    prices,
    fill(given) {
      prices.length = 0;
      prices.push(...given);
      prices.forEach((price, p) => {
        fillPrice(p, price);
      });
    },
    mostWorth(price, places) {
      best.fill(0);
      let all = 0;
      for (let j = 0; j < efficiency.size(); j += 1) {
        const worth = worthOf(order[j]!, price);
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
      return table[(p * (count + 1) + rowOf[feature]!) * row + Math.min(places, ends)]!;
    },
  };
}

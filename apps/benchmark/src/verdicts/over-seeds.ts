import { randomStream } from '@cfq/jit';
import { binomialDraws } from './binomial-draws.ts';
import { exactInterval } from './exact-interval.ts';

/** How many of some people something holds for, at one seed. */
export interface Counted {
  readonly hits: number;
  readonly of: number;
}

/** A mean over seeds with its 95 % interval. */
export interface EstimateOverSeeds {
  /** NaN where it is undefined at every seed. */
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** How the interval was made; `none` where there is no number. */
  readonly interval: 'bootstrap' | 'exact' | 'none';
  /** People, or promises, over all seeds. */
  readonly n: number;
}

const resamples = 1000;
const nothing: EstimateOverSeeds = { value: NaN, lower: NaN, upper: NaN, interval: 'none', n: 0 };

/**
 * The mean over seeds of a share. Its interval resamples seeds, and within each drawn seed the people; a share of 0 or
 * all of them at every seed has an exact one instead (Clopper and Pearson) over all n.
 *
 * @param seeds seeds at which nobody is counted are left out
 */
export function shareOverSeeds(seeds: readonly Counted[]): EstimateOverSeeds {
  const counted = seeds.filter(({ of }) => of > 0);
  if (counted.length === 0) return nothing;
  const n = counted.reduce((sum, { of }) => sum + of, 0);
  const hits = counted.reduce((sum, one) => sum + one.hits, 0);
  const value = mean(counted.map((one) => one.hits / one.of));
  if (hits === 0 || hits === n) return { value, ...exactInterval(hits, n), interval: 'exact', n };
  const draws = counted.map(({ hits: some, of }) => {
    const draw = binomialDraws(of, some / of);
    return (uniform: () => number) => draw(uniform()) / of;
  });
  return { value, ...bootstrap(draws), interval: 'bootstrap', n };
}

/** Rows that one of two models decides rightly and the other wrongly, at one seed. */
export interface Discordant {
  /** Right by the first alone. */
  readonly first: number;
  /** Right by the second alone. */
  readonly second: number;
  readonly of: number;
}

/** The mean over seeds of the first's share of right decisions minus the second's, with its interval as above. */
export function differenceOverSeeds(seeds: readonly Discordant[]): EstimateOverSeeds {
  const counted = seeds.filter(({ of }) => of > 0);
  if (counted.length === 0) return nothing;
  const n = counted.reduce((sum, { of }) => sum + of, 0);
  const value = mean(counted.map(({ first, second, of }) => (first - second) / of));
  if (counted.every(({ first, second }) => first + second === 0)) {
    const { upper } = exactInterval(0, n);
    return { value, lower: -upper, upper, interval: 'exact', n };
  }
  const draws = counted.map(({ first, second, of }) => {
    const apart = first + second;
    const drawApart = binomialDraws(of, apart / of);
    const known = new Map<number, (uniform: number) => number>();
    const drawFirst = (count: number) => {
      const draw = known.get(count) ?? binomialDraws(count, apart === 0 ? 0 : first / apart);
      known.set(count, draw);
      return draw;
    };
    return (uniform: () => number) => {
      const drawn = drawApart(uniform());
      return (2 * drawFirst(drawn)(uniform()) - drawn) / of;
    };
  });
  return { value, ...bootstrap(draws), interval: 'bootstrap', n };
}

function bootstrap(draws: readonly ((uniform: () => number) => number)[]) {
  const stream = randomStream(0, 'over-seeds', draws.length);
  const numbers = stream.uniform([3 * draws.length * resamples]).data;
  let at = 0;
  const uniform = () => numbers[at++]!;
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let seed = 0; seed < draws.length; seed += 1) {
      sum += draws[Math.min(draws.length - 1, Math.floor(uniform() * draws.length))]!(uniform);
    }
    return sum / draws.length;
  }).sort();
  const cut = 0.025 * (resamples - 1);
  return { lower: means[Math.floor(cut)]!, upper: means[Math.ceil(resamples - 1 - cut)]! };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** One value that a feature may take in place of the present one. */
export interface GridStep {
  /** The entry of the move, see `ActionLayout`. */
  readonly value: number;
  /** Weighted size of the change, > 0. */
  readonly unit: number;
  /** What it adds to the margin. */
  readonly gain: number;
}

/** An integer program: at most one step a feature, at most `sparsity` of them, gains of `need` or more, at least cost. */
export interface FlipProblem {
  /** Of each feature. */
  readonly steps: readonly (readonly GridStep[])[];
  readonly need: number;
  readonly sparsity: number;
  /** Share of the sum of units in the cost; the rest is the root of the sum of their squares. */
  readonly share: number;
  /** Sets of features that are not to change together, whatever else does: no-good cuts. Default: none. */
  readonly cuts?: readonly (readonly number[])[] | undefined;
}

/** A solution of a {@link FlipProblem}. */
export interface Flip {
  readonly cost: number;
  /** By feature, 0 where unchanged. */
  readonly move: Float64Array;
  /** The features that change, ascending. */
  readonly features: readonly number[];
}

/** What is left of a need that counts as met. */
const enough = 1e-12;

/**
 * Solves the integer program of actionable recourse (Ustun, Spangher and Liu 2019, §3) exactly, by branch and bound.
 *
 * Steps that another of the same feature beats in gain and size are left out. Features come in order of gain per unit; a node
 * is cut where the `places` left cannot gain enough (which proves that there is no action), or where the relaxation is no
 * cheaper than the best: steps in part and any number of them, filled by gain per unit for the sum (Dantzig 1957), and
 * `need² ≤ Σ (gain/unit)² · Σ unit²` for the squares (Cauchy and Schwarz).
 *
 * @returns `null` where there is no solution: that is proved.
 */
export function cheapestFlip({ steps, need, sparsity, share, cuts = [] }: FlipProblem): Flip | null {
  const ranked = steps
    .map((given, feature) => rank(given, feature))
    .filter(({ useful }) => useful.length > 0)
    .sort((a, b) => b.rate - a.rate || a.feature - b.feature);
  const most = mostGains(ranked, sparsity);
  const squaredRates = new Float64Array(ranked.length + 1);
  for (let i = ranked.length - 1; i >= 0; i -= 1)
    squaredRates[i] = squaredRates[i + 1]! + ranked[i]!.rate ** 2;
  const priceOf = (sum: number, squares: number) => share * sum + (1 - share) * Math.sqrt(squares);
  const chosen: { readonly feature: number; readonly value: number }[] = [];
  let best: Flip | null = null;
  const leastSoFar = () => best?.cost ?? Infinity;

  function bound(i: number, left: number, sum: number, squares: number): number {
    if (left <= enough) return priceOf(sum, squares);
    let units = 0;
    let rest = left;
    for (let j = i; j < ranked.length && rest > enough; j += 1) {
      const { rate, largest } = ranked[j]!;
      const part = Math.min(largest, rest / rate);
      units += part;
      rest -= part * rate;
    }
    // What rounding leaves over is forgiven, so that the bound stays one.
    return (1 - 1e-12) * priceOf(sum + units, squares + left ** 2 / squaredRates[i]!);
  }

  function isCut(): boolean {
    return cuts.some((cut) => cut.every((f) => chosen.some(({ feature }) => feature === f)));
  }

  function branch(i: number, left: number, sum: number, squares: number): void {
    if (isCut()) return;
    if (left <= enough) {
      const cost = priceOf(sum, squares);
      if (cost >= leastSoFar()) return;
      const move = new Float64Array(steps.length);
      for (const { feature, value } of chosen) move[feature] = value;
      best = { cost, move, features: chosen.map(({ feature }) => feature).sort((a, b) => a - b) };
      return;
    }
    const places = sparsity - chosen.length;
    for (let j = i; j < ranked.length && places > 0; j += 1) {
      if (most[j]![places]! < left - enough || bound(j, left, sum, squares) >= leastSoFar()) return;
      const { feature, useful } = ranked[j]!;
      // In the last place a step must do alone.
      for (let s = places === 1 ? firstEnough(useful, left) : 0; s < useful.length; s += 1) {
        const { value, unit, gain } = useful[s]!;
        if (priceOf(sum + unit, squares + unit * unit) >= leastSoFar()) break;
        chosen.push({ feature, value });
        branch(j + 1, left - gain, sum + unit, squares + unit * unit);
        chosen.pop();
        if (gain >= left - enough) break;
      }
    }
  }

  branch(0, need, 0, 0);
  return best;
}

/** A feature with its steps by size, without those that gain no more than a smaller one. */
interface RankedFeature {
  readonly feature: number;
  readonly useful: readonly GridStep[];
  /** The most gain per unit of its steps. */
  readonly rate: number;
  /** The size of its largest step. */
  readonly largest: number;
}

function rank(given: readonly GridStep[], feature: number): RankedFeature {
  let most = 0;
  const useful = [...given]
    .sort((a, b) => a.unit - b.unit || b.gain - a.gain)
    .filter(({ gain }) => {
      if (gain <= most) return false;
      most = gain;
      return true;
    });
  const rate = useful.reduce((highest, { gain, unit }) => Math.max(highest, gain / unit), 0);
  return { feature, useful, rate, largest: useful.at(-1)?.unit ?? 0 };
}

/** The most that so many of the features from some one on can gain: `[i][places]`. */
function mostGains(ranked: readonly RankedFeature[], sparsity: number): Float64Array[] {
  return Array.from({ length: ranked.length + 1 }, (_, i) => {
    const gains = ranked.slice(i).map(({ useful }) => useful.at(-1)!.gain);
    gains.sort((a, b) => b - a);
    const sums = new Float64Array(sparsity + 1);
    for (let places = 1; places <= sparsity; places += 1)
      sums[places] = sums[places - 1]! + (gains[places - 1] ?? 0);
    return sums;
  });
}

/** Where the steps begin that gain enough. */
function firstEnough(useful: readonly GridStep[], left: number): number {
  let [low, high] = [0, useful.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (useful[middle]!.gain >= left - enough) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One value a feature may take. */
export interface FeatureChoice {
  /** The entry of the move. */
  readonly value: number;
  /** Weighted size of the change; 0 where the feature stays as it is. */
  readonly unit: number;
  /** What it adds to the margin at the base, by itself. */
  readonly gain: number;
}

/** One combination of choices, a chain from the last feature back to the first that changes. */
export interface Combination {
  readonly cost: number;
  /** Sum of the gains. */
  readonly gain: number;
  readonly changes: number;
  /** Weighted sizes, summed and squared. */
  readonly sum: number;
  readonly squares: number;
  readonly feature: number;
  readonly value: number;
  readonly before: Combination | null;
}

/** Combinations that are kept at most after each feature. */
const width = 48;

/**
 * The cheapest combinations of changes for what they gain, as if gains added up: one choice a feature, at most `sparsity`
 * changes. Feature by feature, combinations that cost no less than another with as few changes and no less gain are left
 * out; of more than 48 an even part stays. Without that limit the result is exact for the L1 cost (a multiple-choice
 * knapsack by dominance, Nemhauser and Ullmann 1969).
 *
 * @param choices - Of each feature; one of unit 0 among them.
 * @param share - Share of the L1 norm in the cost; the rest is L2.
 * @returns By ascending cost, and ascending gain among those of as many changes.
 */
export function combineChanges(
  choices: readonly (readonly FeatureChoice[])[],
  sparsity: number,
  share: number,
): Combination[] {
  let kept: Combination[] = [
    { cost: 0, gain: 0, changes: 0, sum: 0, squares: 0, feature: -1, value: 0, before: null },
  ];
  choices.forEach((given, feature) => {
    const useful = withoutDominated(given);
    if (useful.length === 0) return;
    const next: Combination[] = [];
    for (const before of kept) {
      for (const { value, unit, gain } of useful) {
        if (value !== 0 && before.changes >= sparsity) break;
        if (value === 0) {
          next.push({ ...before, gain: before.gain + gain });
          continue;
        }
        const sum = before.sum + unit;
        const squares = before.squares + unit * unit;
        next.push({
          cost: share * sum + (1 - share) * Math.sqrt(squares),
          gain: before.gain + gain,
          changes: before.changes + 1,
          ...{ sum, squares, feature, value, before },
        });
      }
    }
    kept = thinned(front(next, sparsity));
  });
  return kept;
}

/** The move of a combination. */
export function moveOf(combination: Combination, count: number): Float64Array {
  const move = new Float64Array(count);
  for (let at: Combination | null = combination; at !== null; at = at.before) {
    if (at.feature >= 0) move[at.feature] = at.value;
  }
  return move;
}

/** Choices by size, without those that gain no more than a smaller one. */
function withoutDominated(choices: readonly FeatureChoice[]): FeatureChoice[] {
  let most = -Infinity;
  return [...choices]
    .sort((a, b) => a.unit - b.unit || b.gain - a.gain)
    .filter(({ gain }) => {
      if (!(gain > most)) return false;
      most = gain;
      return true;
    });
}

/** Combinations by cost, without those that another one beats that is no dearer and changes no more features. */
function front(combinations: Combination[], sparsity: number): Combination[] {
  const most = new Float64Array(sparsity + 1).fill(-Infinity);
  return combinations
    .sort((a, b) => a.cost - b.cost || b.gain - a.gain)
    .filter(({ gain, changes }) => {
      for (let c = 0; c <= changes; c += 1) if (most[c]! >= gain) return false;
      most[changes] = gain;
      return true;
    });
}

function thinned(combinations: Combination[]): Combination[] {
  if (combinations.length <= width) return combinations;
  const part = (combinations.length - 1) / (width - 1);
  return Array.from({ length: width }, (_, i) => combinations[Math.round(i * part)]!);
}

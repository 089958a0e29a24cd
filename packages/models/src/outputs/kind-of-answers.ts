import type { FileOutputKind } from '@cfq/network';
import type { Answers } from './read-answers.ts';

/** Sums of probabilities may be off by so much. */
const slack = 1e-3;

/** Fewest rows that show that two columns are made of one. */
const fewest = 3;

/**
 * What an output seems to say, by its values: probabilities lie between 0 and 1, and two of them sum to 1. Scores that are
 * each other's exact opposite, or sum to 1 without being probabilities, are made of one.
 */
export function kindOfAnswers({ values, rows, columns }: Answers): FileOutputKind {
  if (typeof values[0] === 'string') return 'labels';
  const numbers = Array.from(values as ArrayLike<number>);
  const areShares = numbers.every((value) => value >= 0 && value <= 1);
  if (columns === 2) {
    const sums = Array.from({ length: rows }, (_, row) => numbers[2 * row]! + numbers[2 * row + 1]!);
    const isEvery = (sum: number) =>
      rows >= fewest &&
      sums.every((one, row) => Math.abs(one - sum) <= slack * sum * Math.max(1, Math.abs(numbers[2 * row]!)));
    if (isEvery(0) && numbers.some((value) => value !== 0)) return 'opposites';
    if (isEvery(1) && !areShares) return 'complements';
    return areShares && sums.every((sum) => Math.abs(sum - 1) < slack) ? 'probabilities' : 'logits';
  }
  if (new Set(numbers).size <= 2 && numbers.every(Number.isInteger)) return 'labels';
  return areShares ? 'probability' : 'margins';
}

import type { FileOutputKind } from '@cfq/network';
import type { Answers } from './read-answers.ts';

/** Sums of probabilities may be off by so much. */
const slack = 1e-3;

/** What an output seems to say, by its values: probabilities lie between 0 and 1, and two of them sum to 1. */
export function kindOfAnswers({ values, rows, columns }: Answers): FileOutputKind {
  if (typeof values[0] === 'string') return 'labels';
  const numbers = Array.from(values as ArrayLike<number>);
  const areShares = numbers.every((value) => value >= 0 && value <= 1);
  if (columns === 2) {
    const sums = Array.from({ length: rows }, (_, row) => numbers[2 * row]! + numbers[2 * row + 1]!);
    return areShares && sums.every((sum) => Math.abs(sum - 1) < slack) ? 'probabilities' : 'logits';
  }
  if (new Set(numbers).size <= 2 && numbers.every(Number.isInteger)) return 'labels';
  return areShares ? 'probability' : 'margins';
}

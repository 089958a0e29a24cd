import type { FileOutputKind } from '@cfq/network';
import { ModelsError } from '../models-error.ts';
import type { ClassLabel } from './output-candidate.ts';
import type { Answers } from './read-answers.ts';

/** How the answers of a file become margins. */
export interface MarginReading {
  /** What messages call the file. */
  readonly name: string;
  readonly output: string;
  readonly kind: FileOutputKind;
  /** Place of the favourable class among the file's classes. */
  readonly favourable: 0 | 1;
  /** Of one column: the class it speaks for. */
  readonly speaksFor: 0 | 1;
  readonly labels: readonly [ClassLabel, ClassLabel] | null;
  /** What is subtracted: the log-odds of the threshold. */
  readonly threshold: number;
}

/** The smallest normal float32: a probability that was rounded to 0 is taken for it, so that margins stay finite. */
const least = 2 ** -126;

const logOf = (share: number): number => Math.log(Math.max(share, least));

/**
 * Logit margins of the favourable class; of labels 1 and −1.
 *
 * @param rowName What messages call a row.
 * @throws ModelsError naming the first row whose answer is no number, or a label that is none of the file's.
 */
export function marginsOfAnswers(
  { values, rows, columns }: Answers,
  reading: MarginReading,
  rowName: (row: number) => string,
): Float32Array {
  const { name, output, kind, favourable, speaksFor, threshold } = reading;
  const sign = speaksFor === favourable ? 1 : -1;
  const numbers = values as ArrayLike<number>;
  const marginOf = (row: number): number => {
    switch (kind) {
      case 'logits':
        return numbers[columns * row + favourable]! - numbers[columns * row + 1 - favourable]!;
      case 'opposites':
      case 'complements':
        // The first column says nothing that the second does not.
        return (favourable === 1 ? 1 : -1) * numbers[columns * row + 1]!;
      case 'probabilities': {
        const [own, other] = [numbers[columns * row + favourable]!, numbers[columns * row + 1 - favourable]!];
        return Number.isNaN(own + other) ? NaN : logOf(own) - logOf(other);
      }
      case 'margins':
        return sign * numbers[row]!;
      case 'probability': {
        const share = numbers[row]!;
        return Number.isNaN(share) ? NaN : sign * (logOf(share) - logOf(1 - share));
      }
      case 'labels':
        return labelOf(values[row]!, reading) === favourable ? 1 : -1;
    }
  };
  const margins = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const margin = marginOf(row) - threshold;
    if (!Number.isFinite(margin)) {
      throw new ModelsError(
        `bindModel: ${name}: answers are numbers (expected finite ones in "${output}", got ` +
          `${String(values[columns * row])} for ${rowName(row)}). Check what the file is given for it, such as values that ` +
          'are missing.',
      );
    }
    margins[row] = margin;
  }
  return margins;
}

function labelOf(value: string | number, { name, output, labels }: MarginReading): 0 | 1 {
  const [first, second] = labels ?? [0, 1];
  if (String(value) === String(second)) return 1;
  if (String(value) === String(first)) return 0;
  throw new ModelsError(
    `bindModel: ${name}: labels are those of two classes (expected ${JSON.stringify(first)} or ${JSON.stringify(second)} ` +
      `in "${output}", got ${JSON.stringify(value)}). Name another output.`,
  );
}

import { ModelsError } from '../models-error.ts';
import type { OutputCandidate } from './output-candidate.ts';

const ranks = {
  ...{ logits: 0, opposites: 1, complements: 1, margins: 1, probabilities: 2, probability: 3, labels: 5 },
} as const;

/** What is told by its values alone may be scores, or labels where it has no fractions. */
const rankOf = ({ kind, isFloat }: OutputCandidate): number =>
  kind === null ? (isFloat ? 4 : 6) : ranks[kind];

/**
 * The output that is read: the one that is asked for, else logits before probabilities before labels.
 *
 * @throws ModelsError where there is none, or not the one that is asked for.
 */
export function chooseOutput(
  name: string,
  candidates: readonly OutputCandidate[],
  asked: string | undefined,
): OutputCandidate {
  const refuse = (got: string): never => {
    throw new ModelsError(
      `bindModel: ${name}: an output of the file says what it decides (expected ${
        candidates.map((one) => one.name).join(', ') || 'a tensor of numbers or labels'
      }, got ${got}). Name it (output).`,
    );
  };
  if (asked !== undefined) {
    return candidates.find((one) => one.name === asked || one.tensor === asked) ?? refuse(`"${asked}"`);
  }
  const [best] = [...candidates].sort((a, b) => rankOf(a) - rankOf(b));
  return best ?? refuse('none');
}

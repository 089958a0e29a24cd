import { favourableClass } from '../model/favourable-class.ts';
import { TrainingError } from '../training-error.ts';

/** Fewest rows of a class in a split that is learned from, and in one that is chosen by. */
const fewest = { train: 5, validation: 2 } as const;

/**
 * Checks, before anything is trained, that both classes have rows enough to learn from and to choose by.
 *
 * @param caller function that is named in messages
 * @throws TrainingError naming the split, the class, its rows and how many are needed.
 */
export function assertEnoughRows(
  caller: string,
  splits: { readonly [Name in keyof typeof fewest]: { readonly y: Int32Array } },
): void {
  for (const name of ['train', 'validation'] as const) {
    const { y } = splits[name];
    const favourable = y.reduce((sum, label) => sum + Number(label === favourableClass), 0);
    const counts = { favourable, unfavourable: y.length - favourable };
    for (const [outcome, count] of Object.entries(counts)) {
      if (count >= fewest[name]) continue;
      throw new TrainingError(
        `${caller}: both classes are needed to tell them apart (expected at least ${fewest[name]} rows of each, ` +
          `${name} has ${count} ${count === 1 ? 'row' : 'rows'} of the ${outcome} class out of ${y.length}). ` +
          'Add rows of it, or give that split a larger share.',
      );
    }
  }
}

import { DatasetError } from './dataset-error.ts';

/**
 * Refuses option names that a function does not have.
 *
 * @throws DatasetError naming the unknown option and the known ones.
 */
export function assertKnownOptions(caller: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new DatasetError(
        `${caller}: unknown option "${key}" (expected ${known.join(', ') || 'none'}). Remove it.`,
      );
    }
  }
}

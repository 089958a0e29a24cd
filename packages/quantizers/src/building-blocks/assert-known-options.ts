import { QuantizerError } from '../quantizer-error.ts';
import type { InitOptions } from '../quantizer.ts';

/**
 * Refuses options that the quantizer would have to ignore.
 *
 * @throws QuantizerError naming the unknown option and those that are known.
 */
export function assertKnownOptions(
  caller: string,
  options: InitOptions,
  known: readonly (keyof InitOptions)[],
): void {
  const names: readonly string[] = known;
  for (const key of Object.keys(options)) {
    if (names.includes(key)) continue;
    throw new QuantizerError(
      `${caller}: unknown option "${key}" (expected one of ${known.join(', ') || 'none'}). Remove it.`,
    );
  }
}

import { QuantizerError } from '../quantizer-error.ts';

/**
 * Refuses a parameter record that lacks what the quantizer needs.
 *
 * @throws QuantizerError naming the missing parameter.
 */
export function assertParameters(
  caller: string,
  parameters: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  for (const name of names) {
    if (parameters[name] !== undefined) continue;
    throw new QuantizerError(
      `${caller}: parameter "${name}" is missing (got ${Object.keys(parameters).join(', ') || 'none'}). ` +
        'Use the record that init returned.',
    );
  }
}

import { checkValue } from './check.ts';

/**
 * Checks that issue margins are ≥ 0 and ascend.
 *
 * @throws {MetricsError} naming the first that does not.
 */
export function checkMargins(origin: string, margins: readonly number[]): void {
  margins.forEach((margin, index) =>
    checkValue(
      origin,
      `margins[${index}]`,
      margin,
      (value) => (value >= 0 && value > (margins[index - 1] ?? -1)) || '≥ 0 and ascending',
    ),
  );
}

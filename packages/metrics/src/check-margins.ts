import { checkValue } from './check.ts';

/**
 * Checks that issue margins are ≥ 0 and ascend.
 *
 * @throws {MetricsError} naming the first that does not.
 */
export function checkMargins(origin: string, margins: readonly number[]): void {
  margins.forEach((margin, index) => {
    const holds = (value: number) => value >= 0 && value > (margins[index - 1] ?? -1);
    checkValue(origin, 'margins', margin, { rule: '≥ 0 and ascending', holds }, index);
  });
}

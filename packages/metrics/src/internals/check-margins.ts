import { checkValue } from './check.ts';

/**
 * Checks that issue margins are ≥ 0 and ascend.
 *
 * @throws MetricsError naming the first that does not.
 */
export function checkMargins(origin: string, margins: readonly number[]): void {
  margins.forEach((margin, index) =>
    checkValue(origin, `margins[${index}]`, margin, {
      holds: (value) => value >= 0 && value > (margins[index - 1] ?? -1),
      expected: '≥ 0 and ascending',
      remedy: 'Sort the margins from 0 upwards and name each once.',
    }),
  );
}

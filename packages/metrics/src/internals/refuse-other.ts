import { refusal } from './check.ts';
import { describeValue } from './describe-value.ts';

/**
 * Checks that a word is one of those known.
 *
 * @throws MetricsError listing them when it is not.
 */
export function refuseOther(origin: string, name: string, value: unknown, known: readonly string[]): void {
  if (known.includes(value as string)) return;
  throw refusal(origin, name, `one of ${known.join(', ')}`, describeValue(value), 'Choose one of them.');
}

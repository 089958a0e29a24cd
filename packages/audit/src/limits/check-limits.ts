import { auditMetric } from '../numbers/audit-metrics.ts';
import type { AuditNumber } from '../result/numbers.ts';
import type { LimitVerdict } from '../result/limit-verdict.ts';
import { formatNumber } from '../numbers/format-number.ts';
import type { Limit } from './limit.ts';
import { LimitError } from './limit-error.ts';

/** What differences of shares are rounded by; the least difference that a person makes is far larger. */
const rounding = 1e-12;

/** What a teacher's number of 0 has to be bettered by, where a relative change was asked for; as MLflow has it. */
const betterThanNothing = 1e-10;

const kinds = [
  ['value', 'value'],
  ['minAbsoluteChange', 'min_absolute_change'],
  ['minRelativeChange', 'min_relative_change'],
] as const;

/**
 * Holds measured numbers against limits. A limit is met by the value that was measured; beside it stands whether the
 * interval meets it too. A number that is undefined, because nobody is counted, meets no limit: what was not measured
 * was not kept to.
 *
 * @param measured an `AuditResult`, or the numbers alone
 * @returns one verdict a bound, in the order of the limits
 * @throws LimitError where a number was not measured: another issue margin, no labels, no groups
 */
export function checkLimits(
  { numbers }: { readonly numbers: readonly AuditNumber[] },
  limits: readonly Limit[],
): LimitVerdict[] {
  return limits.flatMap((limit) => {
    const number = numbers.find(({ id }) => id === limit.id);
    if (number === undefined) {
      throw new LimitError(
        `checkLimits: ${limit.id} was measured (expected one of ${numbers.map(({ id }) => id).join(', ')}, got ${limit.id}). ` +
          'Limit a number that was, or have it measured.',
      );
    }
    return kinds
      .filter(([key]) => limit[key] !== undefined)
      .map(([key, kind]) => verdictOf(number, limit, key, kind));
  });
}

function verdictOf(
  number: AuditNumber,
  limit: Limit,
  key: (typeof kinds)[number][0],
  kind: (typeof kinds)[number][1],
): LimitVerdict {
  const { greaterIsBetter, id } = limit;
  const { value, lower, upper, above } = number;
  const bound = boundOf(number, limit, key);
  const meets = (measured: number): boolean =>
    bound !== null && (greaterIsBetter ? measured >= bound - rounding : measured <= bound + rounding);
  // A safe margin beyond all that were measured is missed where the limit lies among them, and unknown beyond.
  const beyond = value === null && above !== null && bound !== null && bound <= above;
  const verdict = beyond
    ? 'missed'
    : value === null || bound === null
      ? 'undefined'
      : meets(value)
        ? 'met'
        : 'missed';
  return {
    ...{ id, kind, greaterIsBetter, bound, value, lower, upper, verdict },
    rule: ruleOf(limit, key),
    interval: intervalOf(number, bound, meets),
  };
}

function boundOf({ baseline }: AuditNumber, limit: Limit, key: (typeof kinds)[number][0]): number | null {
  const asked = limit[key]!;
  if (key === 'value') return asked;
  if (baseline === null) return null;
  const sign = limit.greaterIsBetter ? 1 : -1;
  if (key === 'minAbsoluteChange') return baseline + sign * asked;
  return baseline === 0 && asked > 0 ? sign * betterThanNothing : baseline * (1 + sign * asked);
}

function intervalOf(
  { lower, upper, interval }: AuditNumber,
  bound: number | null,
  meets: (measured: number) => boolean,
): LimitVerdict['interval'] {
  if (bound === null || interval === 'none' || (lower === null && upper === null)) return 'none';
  const ends = [meets(lower ?? -Infinity), meets(upper ?? Infinity)];
  if (ends.every(Boolean)) return 'within';
  return ends.some(Boolean) ? 'across' : 'outside';
}

/** A bound in words: `vd@0.2 at most 1 %`. */
function ruleOf({ id, metric, greaterIsBetter, ...bounds }: Limit, key: (typeof kinds)[number][0]): string {
  const asked = bounds[key]!;
  const described = auditMetric(metric);
  const relation = greaterIsBetter ? 'at least' : 'at most';
  if (key === 'value') return `${id} ${relation} ${formatNumber(asked, described, { exact: true })}`;
  const amount =
    key === 'minAbsoluteChange'
      ? formatNumber(Math.abs(asked), described, { exact: true, change: true })
      : `${Number((100 * Math.abs(asked)).toPrecision(6))} % of it`;
  const more = asked > 0 === greaterIsBetter;
  return `${id} ${relation} the teacher's ${more ? 'plus' : 'less'} ${amount}`;
}

import { auditMetric, type AuditMetricName } from '../numbers/audit-metrics.ts';
import { formatNumber } from '../numbers/format-number.ts';
import type { Finding } from '../result/finding.ts';
import type { Detector } from './evidence.ts';

const intervals = {
  within: 'all of its interval is within',
  across: 'its interval reaches within',
  outside: 'all of its interval is outside',
  none: 'it has no interval',
} as const;

/** Limits that are not met. */
export const limitsMissed: Detector = ({ limits, numbers }) =>
  limits.flatMap(({ id, rule, verdict, value, lower, upper, interval }): Finding[] => {
    if (verdict === 'met') return [];
    const number = numbers.find((one) => one.id === id)!;
    const metric = auditMetric(number.metric as AuditMetricName);
    const shown = (one: number | null) => formatNumber(one, metric);
    if (verdict === 'undefined') {
      return [
        {
          kind: 'limit-undefined',
          severity: 'error',
          title: `${id} is not defined`,
          text: `The limit is ${rule}, and ${metric.title} is undefined: there is nobody to count (${metric.over}).`,
          lines: [],
        },
      ];
    }
    const measured = value === null ? `beyond ${number.above ?? NaN}` : shown(value);
    const range = interval === 'none' ? '' : ` [${shown(lower)}, ${shown(upper)}]`;
    return [
      {
        kind: 'limit-missed',
        severity: 'error',
        title: `${id} is outside its limit`,
        text: `The limit is ${rule}; measured is ${measured}${range} over ${number.count.toLocaleString('en')} (${metric.over}): ${intervals[interval]}.`,
        lines: [],
      },
    ];
  });

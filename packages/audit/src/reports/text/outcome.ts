import type { AuditResult } from '../../result/audit-result.ts';
import type { Finding } from '../../result/finding.ts';
import { showCount } from './show-number.ts';

/** The outcome in two or three words. */
export const outcomeWords: Readonly<Record<AuditResult['outcome'], string>> = {
  within: 'Within limits',
  outside: 'Outside limits',
  'no-limits': 'No limits set',
};

/** A count with its noun, `1 warning`, `2 warnings`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${showCount(count)} ${count === 1 ? one : several}`;
}

/** How many findings of each severity there are: `2 errors, 1 note`; `no findings`. */
export function findingCounts(findings: readonly Finding[]): string {
  const parts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** What became of the limits: `3 of 5 limits met`. */
export function limitCounts({ limits }: AuditResult): string {
  if (limits === null) return 'no limits were given';
  const met = limits.verdicts.filter(({ verdict }) => verdict === 'met').length;
  return `${met} of ${counted(limits.verdicts.length, 'limit')} met`;
}

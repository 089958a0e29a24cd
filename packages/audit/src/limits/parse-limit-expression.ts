import { auditMetric } from '../numbers/audit-metrics.ts';
import type { Limits } from './limit.ts';
import { LimitError } from './limit-error.ts';
import { makeLimit } from './make-limit.ts';
import { eachOnce } from './parse-limits.ts';
import { readName } from './read-name.ts';

const one = /^([^<>=≤≥]+)(<=|>=|≤|≥)(.+)$/;

/**
 * Reads limits as one writes them on a command line: `flips<=0.5%, vd@0.2<=1%, near-miss>=0.95`. They are separated by
 * commas; names, issue margins and quantities are those of `parseLimits`.
 *
 * @throws LimitError for a limit that is none, an unknown number, or a comparison in the direction that makes it worse
 */
export function parseLimitExpression(text: string): Limits {
  const parts = text.split(/[,;\n]/).map((part) => part.trim());
  const limits = parts
    .filter((part) => part !== '')
    .map((part) => {
      const where = `parseLimitExpression: "${part}"`;
      const [, name = '', comparison = '', bound = ''] = one.exec(part) ?? [];
      if (comparison === '') {
        throw new LimitError(
          `${where}: a limit is a comparison (expected e.g. "flips<=0.5%", got "${part}"). Write <= or >=.`,
        );
      }
      const number = readName(name, where);
      const floor = comparison === '>=' || comparison === '≥';
      if (floor !== (auditMetric(number.metric).better === 'higher')) {
        throw new LimitError(
          `${where}: of ${number.metric} ${floor ? 'less' : 'more'} is better (expected ${floor ? '<=' : '>='}, got ${comparison}). Turn it round.`,
        );
      }
      return makeLimit(number, { value: bound }, where);
    });
  if (limits.length === 0) {
    throw new LimitError(
      'parseLimitExpression: there are limits (expected e.g. "flips<=0.5%", got nothing). Write one.',
    );
  }
  return { source: null, text, limits: eachOnce(limits, 'parseLimitExpression') };
}

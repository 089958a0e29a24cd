import { marginMatch } from './margin-match.ts';
import type { PointTerm } from './objective-term.ts';

/**
 * Margins matched on training rows: keeps the teacher's decision for everybody, so acceptance cannot drift. See {@link marginMatch}.
 */
export const match: PointTerm = {
  kind: 'points',
  name: 'match',
  description: 'two-sided margin match on training rows',
  points: 'data',
  value: marginMatch,
};

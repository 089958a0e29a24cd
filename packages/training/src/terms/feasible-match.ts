import { marginMatch } from './margin-match.ts';
import type { PointTerm } from './objective-term.ts';

/**
 * Margins matched on people who take some of their features from another: the values that recourse on the student will
 * visit, which neither the data nor the teacher's own actions cover. See {@link marginMatch}.
 */
export const feasibleMatch: PointTerm = {
  kind: 'points',
  name: 'feasible-match',
  description: 'two-sided margin match on people made of two training rows',
  points: 'crossed',
  value: marginMatch,
};

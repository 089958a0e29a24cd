import { dataPoints } from '../samplers/data-points.ts';
import { defineTerm } from './define-term.ts';
import { marginMatch } from './margin-match.ts';

/**
 * Margins matched on training rows: keeps the teacher's decision for everybody, so acceptance cannot drift. See {@link marginMatch}.
 */
export const match = defineTerm({
  kind: 'points',
  name: 'match',
  description: 'two-sided margin match on training rows',
  source: 'this project; margins matched as in Ba & Caruana 2014',
  sampler: dataPoints,
  value: marginMatch,
});

import { alongRecourse } from '../samplers/along-recourse.ts';
import { defineTerm } from './define-term.ts';
import { marginMatch } from './margin-match.ts';

/**
 * Margins matched at `x + ρ δ_fp`, `ρ` drawn around and below 1: the teacher's *yes* where its action ends, and its
 * *no* where the action stops short. See {@link marginMatch}.
 */
export const nearMiss = defineTerm({
  kind: 'points',
  name: 'near-miss',
  description: "two-sided margin match along the teacher's own actions",
  source: 'this project',
  sampler: alongRecourse,
  value: marginMatch,
});

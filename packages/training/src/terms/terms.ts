import { TrainingError } from '../training-error.ts';
import { bitCost } from './bit-cost.ts';
import { distilRecourse } from './distil-recourse.ts';
import { distil } from './distil.ts';
import { feasibleMatch } from './feasible-match.ts';
import { hinge } from './hinge.ts';
import { match } from './match.ts';
import { nearMiss } from './near-miss.ts';
import { recourseMatch } from './recourse-match.ts';
import { task } from './task.ts';
import { valid } from './valid.ts';
import type { ObjectiveTerm } from './objective-term.ts';

/** Every objective term by name, with its default options. */
export const terms: Readonly<Record<string, ObjectiveTerm>> = Object.fromEntries(
  [
    task,
    valid,
    hinge(),
    bitCost,
    distil,
    distilRecourse,
    match,
    nearMiss,
    feasibleMatch,
    recourseMatch(),
  ].map((term) => [term.name, term]),
);

/**
 * The term of a name, with its default options.
 *
 * @throws TrainingError for an unknown name, listing the known ones.
 */
export function objectiveTerm(name: string): ObjectiveTerm {
  const found = Object.hasOwn(terms, name) ? terms[name] : undefined;
  if (found !== undefined) return found;
  throw new TrainingError(
    `objectiveTerm: unknown term (expected one of ${Object.keys(terms).join(', ')}, got "${name}"). Correct the name.`,
  );
}

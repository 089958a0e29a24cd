import { partNamed } from '@cfq/parts';
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

/** Names of the terms in the registry. */
export type TermName =
  | 'task'
  | 'valid'
  | 'hinge'
  | 'bit-cost'
  | 'distil'
  | 'distil-recourse'
  | 'match'
  | 'near-miss'
  | 'feasible-match'
  | 'recourse-match';

/** Every objective term by name, with its default options. An entry that is missing or under a wrong name is a type error. */
export const terms = {
  task,
  valid,
  hinge: hinge(),
  'bit-cost': bitCost,
  distil,
  'distil-recourse': distilRecourse,
  match,
  'near-miss': nearMiss,
  'feasible-match': feasibleMatch,
  'recourse-match': recourseMatch(),
} as const satisfies { readonly [Name in TermName]: ObjectiveTerm & { readonly name: Name } };

/**
 * The term of a name, with its default options.
 *
 * @throws TrainingError for an unknown name, listing the known ones.
 */
export function objectiveTerm(name: string): ObjectiveTerm {
  return partNamed<ObjectiveTerm>('term', terms, name, TrainingError);
}

import type { People } from '@cfq/datasets';
import type { BoundModel } from '@cfq/models';
import { people as counted } from '../findings/words.ts';
import type { Promises } from '../result/people.ts';
import type { MeasuredPair } from './pair.ts';

/** What to know of an audit itself, in plain sentences; what the data said of themselves comes first. */
export function caveatsOf({
  people,
  pair,
  promises,
  teacher,
  student,
}: {
  readonly people: People;
  readonly pair: MeasuredPair;
  readonly promises: Promises;
  readonly teacher: BoundModel;
  readonly student: BoundModel;
}): string[] {
  const said: string[] = [...people.warnings];
  if (people.y === null) said.push('The outcomes of these people are not known: there is no accuracy.');
  for (const [role, { reads }] of Object.entries({ teacher, student })) {
    if (reads !== 'labels') continue;
    said.push(
      `The ${role}'s file gives decisions and no scores: its margins are 1 and −1, and an issue margin κ asks no more of it than approval.`,
    );
  }
  if (pair.record.population.length === 0)
    said.push('The teacher denies nobody: there are no promises to keep.');
  const cut = Math.max(...promises.margins.map(({ unknown }) => unknown));
  if (cut > 0) {
    said.push(
      `The deadline cut the search: of ${counted(cut)} it is not known whether anything would get them approved.`,
    );
  }
  for (const { file, kappa, people: count } of pair.dropped) {
    said.push(
      `At κ = ${kappa}, actions of ${counted(count)} that the network in the ${file}'s file accepts are refused by the file where it ` +
        'runs; they do not count.',
    );
  }
  return said;
}

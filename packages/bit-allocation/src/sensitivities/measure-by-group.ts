import { takeRows } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';
import type { Sensitivity, SensitivityProblem, SensitivityTable } from './sensitivity.ts';

/** Rows a batch: one shape for groups of any size, so that what is compiled is compiled once. */
const batchSize = 256;

/**
 * The table of a sensitivity in every group of people alone: `lossIncrease` of all of them is what an allocator of group losses
 * chooses by. Groups may overlap.
 *
 * @param groups places of the members in what the sensitivity needs: among the labelled rows, or among the rows of recourse.
 * @throws AllocationError for no group, one without members or with a place that is none, and as the sensitivity.
 */
export async function measureByGroup(
  sensitivity: Sensitivity,
  problem: SensitivityProblem,
  groups: readonly ArrayLike<number>[],
): Promise<SensitivityTable[]> {
  const count =
    (sensitivity.needs === 'rows' ? problem.rows?.x.shape[0] : problem.recourse?.factual.shape[0]) ?? 0;
  const known = (place: number): boolean => Number.isInteger(place) && place >= 0 && place < count;
  if (groups.length === 0 || groups.some((group) => group.length === 0 || !Array.from(group).every(known))) {
    throw new AllocationError(
      `measureByGroup: groups have members (expected places from 0 to ${count - 1} in each, got ` +
        `${groups.length === 0 ? 'no group' : 'an empty group or another place'}). Leave empty groups out.`,
    );
  }
  const tables: SensitivityTable[] = [];
  for (const group of groups) tables.push(await sensitivity.measure(membersOf(problem, sensitivity, group)));
  return tables;
}

/** The problem with the members of a group alone. */
function membersOf(
  problem: SensitivityProblem,
  { needs }: Sensitivity,
  group: ArrayLike<number>,
): SensitivityProblem {
  const places = Array.from(group);
  const given = { ...problem, batchSize: problem.batchSize ?? batchSize };
  if (needs === 'rows') {
    const { x, labels } = problem.rows!;
    return { ...given, rows: { x: takeRows(x, places), labels: places.map((place) => labels[place]!) } };
  }
  const { factual, delta, valid } = problem.recourse!;
  return {
    ...given,
    recourse: {
      factual: takeRows(factual, places),
      delta: takeRows(delta, places),
      valid: valid && places.map((place) => valid[place]!),
    },
  };
}

import type { PersonEffort } from '../cost/effort-weights.ts';
import { RecourseError } from '../recourse-error.ts';

const effort = /^(?<feature>.+?)\s*=\s*(?<weight>\d*\.?\d+(?:e[+-]?\d+)?)$/iu;
/** A comma that ends an effort: behind its number, so that names may hold commas. */
const endOfEffort = /(?<==\s*\d*\.?\d+(?:e[+-]?\d+)?)\s*,\s*/iu;

/**
 * How hard changes are, as people write it, separated by commas: `income=3, housing=0.5` makes a change of income three
 * times as hard as usual, and one of housing half as hard. Whether the features exist is for `effortWeights` to say.
 *
 * @throws RecourseError naming what cannot be read, is not above 0, or is said twice of a feature.
 */
export function parseEfforts(text: string): PersonEffort {
  const efforts = new Map<string, number>();
  for (const written of text.trim().split(endOfEffort)) {
    const { feature, weight } = effort.exec(written.trim())?.groups ?? {};
    const value = Number(weight);
    if (feature === undefined || !(value > 0 && value < Infinity)) {
      throw new RecourseError(
        'parseEfforts: an effort names a feature and how hard a change of it is (expected "income=3" or ' +
          `"housing=0.5", above 0, got ${JSON.stringify(written)}). Correct it.`,
      );
    }
    if (efforts.has(feature)) {
      throw new RecourseError(
        `parseEfforts: a feature has one effort (expected each once, got ${JSON.stringify(feature)} twice). Keep one.`,
      );
    }
    efforts.set(feature, value);
  }
  return Object.fromEntries(efforts);
}

import { RecourseError } from '../recourse-error.ts';
import type { ChangeCap } from './change-cap.ts';

const cap =
  /^(?<feature>.+?)\s*(?<relation><=|≤|>=|≥)\s*(?<sign>[+-]|\+\/-|±)?\s*(?<size>\d+(?:\.\d+)?)\s*(?<part>%)?$/u;
/** A comma that ends a cap: behind a size, so that names may hold commas. */
const endOfCap = /(?<=(?:<=|≤|>=|≥)\s*(?:[+-]|\+\/-|±)?\s*\d+(?:\.\d+)?\s*%?)\s*,\s*/u;

/**
 * Caps on changes as people write them, separated by commas:
 *
 * | written                | means                                             |
 * | ---------------------- | ------------------------------------------------- |
 * | `income<=+20%`         | rises by at most 20 % of the person's own income  |
 * | `credit amount>=-1500` | falls by at most 1500 raw units                   |
 * | `duration<=12`         | changes by at most 12 raw units, either way       |
 *
 * `≤`, `≥` and `±` are read too. Whether the features exist is for `adviceLimits` to say, which knows them.
 *
 * @throws RecourseError naming the cap that cannot be read, or whose sign and relation contradict each other.
 */
export function parseChangeCaps(text: string): ChangeCap[] {
  return text
    .trim()
    .split(endOfCap)
    .map((written) => parseCap(written.trim()));
}

function parseCap(written: string): ChangeCap {
  const { feature, relation, sign, size, part } = cap.exec(written)?.groups ?? {};
  const isMost = relation === '<=' || relation === '≤';
  const readable = feature !== undefined && (isMost ? sign !== '-' : sign === '-');
  if (!readable) {
    throw new RecourseError(
      'parseChangeCaps: a cap names a feature and how far it may go (expected "income<=+20%", "debt>=-500" or ' +
        `"duration<=12", got ${JSON.stringify(written)}). A rise is written <=+, a fall >=-, either way <=.`,
    );
  }
  const direction = sign === '+' ? 'increase' : sign === '-' ? 'decrease' : 'any';
  return { feature, direction, [part === '%' ? 'percent' : 'amount']: Number(size) };
}

import { RecourseError } from '../recourse-error.ts';
import { checkFeatureFields, checkSetFields } from './action-fields.ts';
import { indicatorOf, obtainableNumber } from '../obtaining/obtained-value.ts';
import type { ActionSet } from './action-set.ts';
import { checkFeature } from './check-feature.ts';
import { checkPlausibility } from './plausibility/check-plausibility.ts';
import { checkRelations } from './relations/check-relations.ts';
import { didYouMean } from './did-you-mean.ts';

/** Sets that have been checked; they are plain data and do not change. */
const known = new WeakSet();

/**
 * Makes sure that an action set is one: every key known, every value of its type, everything consistent. A set is looked
 * at once.
 *
 * @param caller - Named in messages.
 * @throws RecourseError naming the rule.
 */
export function checkActionSet(caller: string, set: ActionSet): void {
  if (known.has(set)) return;
  checkSetFields(caller, set, ['width', 'features', 'sparsity']);
  set.features.forEach((feature, index) => {
    checkFeatureFields(caller, feature, index, [
      ...(['name', 'kind', 'start', 'width', 'lower', 'upper', 'immutable', 'direction'] as const),
    ]);
  });
  checkConsistency(caller, set);
  known.add(set);
}

function checkConsistency(caller: string, set: ActionSet): void {
  const { width, features, weights = {} } = set;
  const fail = (rule: string, expected: unknown, got: unknown, remedy: string): never => {
    throw new RecourseError(
      `${caller}: ${rule} (expected ${String(expected)}, got ${String(got)}). ${remedy}`,
    );
  };
  if (width < 1) fail('width is a count', 'an integer ≥ 1', width, 'Pass the columns.');
  const names = features.map((feature) => feature.name);
  const owner: (string | undefined)[] = new Array<string | undefined>(width).fill(undefined);
  features.forEach((feature, index) => {
    const label = `feature '${feature.name}'`;
    if (names.indexOf(feature.name) < index)
      fail('names are unique', 'one of each', feature.name, 'Rename one.');
    const { start, width: span } = feature;
    if (feature.kind === 'categorical' && span < 2) {
      const expected = 'categories, or a width ≥ 2';
      fail(`${label} needs two categories or more`, expected, span, 'List its categories.');
    }
    if (span < 1 || start + span > width) {
      const expected = `columns 0…${width - 1}`;
      fail(`${label} lies inside the row`, expected, `${start}+${span}`, 'Correct start and width.');
    }
    for (let column = start; column < start + span; column += 1) {
      const other = owner[column];
      if (other !== undefined)
        fail(`${label} has its own columns`, 'no overlap', other, 'Correct start and width.');
      owner[column] = feature.name;
    }
    checkFeature(caller, feature, width);
  });
  for (const name of Object.keys(weights)) {
    if (names.includes(name)) continue;
    fail('weights are by feature name', names.join(', '), name, didYouMean(name, names, 'Correct the name.'));
  }
  for (const feature of features) {
    const obtainable = obtainableNumber(feature);
    if (obtainable === undefined) continue;
    const indicator = indicatorOf(set, obtainable);
    const isWithin = (column: number) =>
      indicator !== undefined && column >= indicator.start && column < indicator.start + indicator.width;
    const other = features.find(
      (one) => one !== feature && isWithin(obtainableNumber(one)?.known ?? Number.NaN),
    );
    if (indicator?.kind === 'categorical' && indicator.immutable && other === undefined) {
      if (obtainable.columns.every(isWithin)) continue;
    }
    fail(
      `obtainable of feature '${feature.name}' lies in a feature that says who has it`,
      'an immutable categorical one of its own, with known and columns',
      other === undefined ? `'${indicator?.name ?? 'none'}'` : `one of '${other.name}' too`,
      'Correct it.',
    );
  }
  checkRelations(caller, set);
  if (set.plausibility !== undefined) checkPlausibility(caller, set.plausibility, width);
}

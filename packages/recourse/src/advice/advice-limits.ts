import { ndarray, type NDArray } from '@cfq/jit';

import { actionLimits, type ActionLimits, type PersonBounds } from '../actions/action-limits.ts';
import { actionSet as checked, type ActionFeature, type ActionSet } from '../actions/action-set.ts';
import { checkRows } from '../actions/check-rows.ts';
import { didYouMean } from '../actions/did-you-mean.ts';
import { isAbsent } from '../actions/permitted-rows.ts';
import { reachOf } from '../actions/permitted-range.ts';
import { rawUnitsOf } from '../actions/raw-units.ts';
import { timeLimits as withinTime } from '../actions/time-limits.ts';
import { effortWeights, type PersonEffort } from '../cost/effort-weights.ts';
import { RecourseError } from '../recourse-error.ts';
import type { AdviceLimits, AdviceRules } from './advice-rules.ts';
import type { ChangeCap } from './change-cap.ts';

/**
 * The action set and the limits of single people under which advice is sought: locks, features allowed, caps on changes,
 * bounds, steps, time and efforts on top of what the action set says.
 *
 * Caps and bounds become limits of each person. Whoever stands outside of their bounds may stay there, and is never forced
 * back. On a grid a value that lies exactly at a cap is within it.
 *
 * @param actionSet - What may be done at all, with raw units.
 * @param x - People, `[n, d]`, encoded.
 * @throws RecourseError naming the rule: an unknown feature (with the nearest known one), one that is locked and allowed,
 *   allowed but immutable, a cap on a category or without a size, a percentage of a level, a step of a feature that has
 *   another, bounds out of order, a time where nothing takes any, an effort that is not positive, or not one record a person.
 */
export function adviceLimits(actionSet: ActionSet, x: NDArray, rules: AdviceRules): AdviceLimits {
  const rows = checkRows('adviceLimits', { x }, actionSet);
  const narrowed = withSteps(withLocks(actionSet, rules), rules.steps ?? {});
  const { time, efforts } = rules;
  const bound = boundsOf(narrowed, x, rows, rules);
  const limits = time === undefined ? bound : withinTime(timesOf(time, narrowed, rows), x, narrowed, bound);
  return {
    actionSet: narrowed,
    ...(limits && { limits }),
    ...(efforts && weighsAnything(efforts) && { efforts: weightsOf(efforts, narrowed, rows) }),
  };
}

function weighsAnything(efforts: NonNullable<AdviceRules['efforts']>): boolean {
  return isList(efforts)
    ? efforts.some((one) => Object.keys(one).length > 0)
    : Object.keys(efforts).length > 0;
}

function weightsOf(
  efforts: NonNullable<AdviceRules['efforts']>,
  actionSet: ActionSet,
  rows: number,
): NDArray {
  return effortWeights(eachPerson<PersonEffort>('efforts', efforts, rows), actionSet);
}

/** Bounds and caps as limits of each person. */
function boundsOf(
  actionSet: ActionSet,
  x: NDArray,
  rows: number,
  { bounds, maxChange = [] }: AdviceRules,
): ActionLimits | undefined {
  if (bounds === undefined && maxChange.length === 0) return undefined;
  const records = eachPerson<PersonBounds>('bounds', bounds ?? {}, rows);
  return cappedAt(actionLimits(records, actionSet), actionSet, x, maxChange);
}

function timesOf(time: number | readonly number[], { features }: ActionSet, rows: number): readonly number[] {
  if (!features.some((feature) => feature.time !== undefined && !feature.immutable)) {
    fail(
      'somebody has so much time',
      'a feature that takes time',
      'none',
      "Say under 'time' how long changes take.",
    );
  }
  return eachPerson('time', time, rows);
}

/** What is said of everybody or of each person, as a list. */
function eachPerson<Said>(what: string, said: Said | readonly Said[], rows: number): readonly Said[] {
  const list = isList(said) ? said : new Array<Said>(rows).fill(said);
  if (list.length === rows) return list;
  return fail(
    `${what} are of everybody, or of each person`,
    `${rows} records`,
    list.length,
    'Complete them.',
  );
}

function isList<Item>(said: Item | readonly Item[]): said is readonly Item[] {
  return Array.isArray(said);
}

function fail(rule: string, expected: string, got: unknown, remedy: string): never {
  throw new RecourseError(`adviceLimits: ${rule} (expected ${expected}, got ${String(got)}). ${remedy}`);
}

/** The feature of a name, among those that `fits` some purpose. */
function named(
  { features }: ActionSet,
  what: string,
  name: string,
  fits: (feature: ActionFeature) => boolean = () => true,
): ActionFeature {
  const known = features.filter(fits);
  const found = known.find((feature) => feature.name === name);
  if (found !== undefined) return found;
  const names = known.map((feature) => feature.name);
  return fail(what, names.join(', ') || 'none', name, didYouMean(name, names, 'Correct the name.'));
}

const isNumber = ({ kind }: ActionFeature) => kind !== 'categorical';

function withLocks(actionSet: ActionSet, { lock = [], allow }: AdviceRules): ActionSet {
  for (const name of lock) named(actionSet, 'features to lock are known', name);
  for (const name of allow ?? []) {
    const { immutable } = named(actionSet, 'features to allow are known', name);
    if (lock.includes(name)) fail('a feature is locked or allowed', 'one of both', name, 'Drop one.');
    if (immutable) {
      fail(
        'a feature that is allowed may change',
        'a changeable one',
        `'${name}', which is immutable`,
        'Drop it, or change the rules of the data.',
      );
    }
  }
  const stays = ({ name }: ActionFeature) => lock.includes(name) || allow?.includes(name) === false;
  return checked({
    ...actionSet,
    features: actionSet.features.map((feature) =>
      stays(feature) ? { ...feature, immutable: true } : feature,
    ),
  });
}

function withSteps(actionSet: ActionSet, steps: Readonly<Record<string, number>>): ActionSet {
  const isNumeric = ({ kind }: ActionFeature) => kind === 'numeric';
  for (const [name, step] of Object.entries(steps)) {
    const { grid } = named(actionSet, 'steps are of numeric features', name, isNumeric);
    if (!(step > 0 && step < Infinity)) fail(`the step of '${name}'`, 'a number > 0', step, 'Correct it.');
    if (grid !== undefined && grid.step !== step) {
      fail(
        `'${name}' has a step of its own`,
        String(grid.step),
        step,
        'Drop it, or change the rules of the data.',
      );
    }
  }
  const features = actionSet.features.map((feature) => {
    const step = Object.hasOwn(steps, feature.name) ? steps[feature.name] : undefined;
    return step === undefined ? feature : { ...feature, grid: { step, ...rawUnitsOf(feature) } };
  });
  return checked({ ...actionSet, features });
}

/** Limits narrowed by caps from where each person stands. */
function cappedAt(
  { lower, upper }: ActionLimits,
  actionSet: ActionSet,
  x: NDArray,
  caps: readonly ChangeCap[],
): ActionLimits {
  const [low, high] = [Float32Array.from(lower.data), Float32Array.from(upper.data)];
  for (const cap of caps) {
    const feature = named(actionSet, 'caps are of numeric or ordinal features', cap.feature, isNumber);
    const { direction = 'any', ...maxChange } = checkedCap(cap, feature);
    for (let at = feature.start; at < x.data.length; at += actionSet.width) {
      const known = feature.obtainable?.known;
      if (known !== undefined && isAbsent(feature, x.data, at - feature.start)) {
        // A cap is counted from a value of one's own.
        if (isStill(maxChange)) high[at - feature.start + known] = 0;
        continue;
      }
      const own = x.data[at]!;
      const reach = isStill(maxChange) ? 0 : reachOf({ ...feature, maxChange }, own);
      if (direction !== 'decrease') high[at] = Math.min(high[at]!, own + reach);
      if (direction !== 'increase') low[at] = Math.max(low[at]!, own - reach);
    }
  }
  return { lower: ndarray(low, lower.shape), upper: ndarray(high, upper.shape) };
}

/** Whether a cap leaves nothing; on a grid a cap of 0 would otherwise be widened by what rounding takes. */
const isStill = ({ amount, percent }: Omit<ChangeCap, 'feature'>) => amount === 0 || percent === 0;

function checkedCap(
  { feature, direction, amount, percent }: ChangeCap,
  { kind }: ActionFeature,
): { direction?: ChangeCap['direction']; amount?: number; percent?: number } {
  const isSize = (size: number | undefined) => size === undefined || (size >= 0 && size < Infinity);
  if ((amount === undefined && percent === undefined) || !isSize(amount) || !isSize(percent)) {
    fail(`the cap of '${feature}'`, 'amount or percent, ≥ 0', `${amount}, ${percent}`, 'Correct it.');
  }
  if (percent !== undefined && kind === 'ordinal') {
    fail(`levels of '${feature}' have no percentage`, 'an amount', `${percent} %`, 'Give an amount.');
  }
  return {
    direction,
    ...(amount !== undefined && { amount }),
    ...(percent !== undefined && { percent }),
  };
}

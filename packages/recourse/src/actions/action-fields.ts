import { plausibilityKinds } from '@cfq/datasets';

import { RecourseError } from '../recourse-error.ts';
import type { ActionFeature, ActionSet } from './action-set.ts';
import { didYouMean } from './did-you-mean.ts';

/** What a field holds. */
interface FieldType {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isPositive = (value: unknown) => isNumber(value) && (value as number) > 0;
const isNotNegative = (value: unknown) => isNumber(value) && (value as number) >= 0;
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
const listOf = (fits: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(fits);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const recordOf =
  (fields: Readonly<Record<string, (value: unknown) => boolean>>, required: readonly string[]) =>
  (value: unknown) =>
    isRecord(value) &&
    Object.entries(value).every(([name, held]) => Object.hasOwn(fields, name) && fields[name]!(held)) &&
    required.every((name) => value[name] !== undefined);
const orNone = (fits: (value: unknown) => boolean) => (value: unknown) => value === undefined || fits(value);

const name: FieldType = {
  expected: 'a string of a character or more',
  fits: (value) => typeof value === 'string' && value !== '',
};
const column: FieldType = { expected: 'an integer ≥ 0', fits: isCount };
const bound: FieldType = {
  expected: 'a number',
  fits: (value) => typeof value === 'number' && !Number.isNaN(value),
};
const columns: FieldType = { expected: 'a list of integers ≥ 0', fits: listOf(isCount) };
const words = (...known: readonly string[]): FieldType => ({
  expected: known.map((word) => `'${word}'`).join(', '),
  fits: (value) => known.includes(value as string),
});

/** Every field of a feature, with what it holds. */
const featureFields: Readonly<Record<keyof Required<ActionFeature>, FieldType>> = {
  name,
  kind: words('numeric', 'ordinal', 'categorical'),
  start: column,
  width: column,
  lower: bound,
  upper: bound,
  immutable: { expected: 'true or false', fits: (value) => typeof value === 'boolean' },
  direction: words('any', 'increase', 'decrease'),
  maxFractionToBound: { expected: 'a number', fits: isNumber },
  maxChange: {
    expected: '{ amount, percent }, one of them at least, numbers > 0',
    fits: (value) =>
      recordOf({ amount: orNone(isPositive), percent: orNone(isPositive) }, [])(value) &&
      Object.values(value as object).some((held) => held !== undefined),
  },
  units: {
    expected: '{ offset, scale } with numbers, the scale > 0',
    fits: recordOf({ offset: isNumber, scale: isPositive }, ['offset', 'scale']),
  },
  grid: {
    expected: '{ step, offset, scale } with numbers, step and scale > 0',
    fits: recordOf({ step: isPositive, offset: isNumber, scale: isPositive }, ['step', 'offset', 'scale']),
  },
  absentColumns: columns,
  obtainable: {
    expected:
      '{ columns, known, reference, targets } with integers ≥ 0, the reference a number; columns at least',
    fits: recordOf(
      {
        columns: listOf(isCount),
        known: orNone(isCount),
        reference: orNone(isNumber),
        targets: orNone(listOf(listOf(isCount))),
      },
      ['columns'],
    ),
  },
  time: {
    expected: '{ fixed, perUnit } with numbers ≥ 0',
    fits: recordOf({ fixed: orNone(isNotNegative), perUnit: orNone(isNotNegative) }, []),
  },
  values: { expected: 'a list of numbers', fits: listOf(isNumber) },
  categories: { expected: 'a list of strings', fits: listOf((value) => typeof value === 'string') },
  targets: columns,
  moves: { expected: 'a list of lists of integers ≥ 0', fits: listOf(listOf(isCount)) },
};

const setFields: Readonly<Record<keyof Required<ActionSet>, FieldType>> = {
  width: column,
  features: { expected: 'a list of records', fits: listOf(isRecord) },
  sparsity: { expected: 'an integer ≥ 0', fits: isCount },
  relations: { expected: 'a list of records', fits: listOf(isRecord) },
  plausibility: {
    expected:
      "{ kind: 'distance' or 'local-outlier-factor', neighbours: an integer ≥ 1, limit: a number > 0, rows: [m, d] }",
    fits: recordOf(
      {
        kind: (value) => plausibilityKinds.some((kind) => kind === value),
        neighbours: (value) => isCount(value) && value !== 0,
        limit: isPositive,
        rows: (value) =>
          isRecord(value) && ArrayBuffer.isView(value['data']) && Array.isArray(value['shape']),
      },
      ['kind', 'neighbours', 'limit', 'rows'],
    ),
  },
  weights: {
    expected: 'numbers > 0 by feature name',
    fits: (value) => isRecord(value) && Object.values(value).every(isPositive),
  },
};

/** What a value of any type looks like in a message. */
function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'function' || typeof value === 'symbol') {
    return String(value);
  }
  return JSON.stringify(value);
}

function checkFields(
  caller: string,
  what: string,
  given: unknown,
  fields: Readonly<Record<string, FieldType>>,
  required: readonly string[],
): void {
  const fail = (rule: string, expected: string, got: string, remedy: string): never => {
    throw new RecourseError(`${caller}: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
  };
  if (!isRecord(given))
    return fail(`${what} is a record`, Object.keys(fields).join(', '), shown(given), 'Write one.');
  const known = Object.keys(fields);
  for (const [key, value] of Object.entries(given)) {
    if (!known.includes(key)) {
      fail(`keys of ${what} are known`, known.join(', '), key, didYouMean(key, known, 'Remove it.'));
    }
    const { expected, fits } = fields[key]!;
    if (value !== undefined && !fits(value)) fail(`${key} of ${what}`, expected, shown(value), 'Correct it.');
  }
  for (const key of required) {
    if (given[key] === undefined) fail(`${what} has its ${key}`, fields[key]!.expected, 'none', 'Add it.');
  }
}

/** How a feature is called in messages: by its name, or by its place where it has none. */
function labelOf(feature: unknown, index: number): string {
  const called = isRecord(feature) ? feature['name'] : undefined;
  return typeof called === 'string' && called !== '' ? `feature '${called}'` : `feature ${index}`;
}

/**
 * Checks keys and types of a feature.
 *
 * @throws RecourseError naming the feature and the key.
 */
export function checkFeatureFields(
  caller: string,
  feature: unknown,
  index: number,
  required: readonly (keyof ActionFeature)[],
): void {
  checkFields(caller, labelOf(feature, index), feature, featureFields, required);
}

/**
 * Checks keys and types of an action set, but not of its features.
 *
 * @throws RecourseError naming the key.
 */
export function checkSetFields(caller: string, set: unknown, required: readonly (keyof ActionSet)[]): void {
  checkFields(caller, 'the action set', set, setFields, required);
}

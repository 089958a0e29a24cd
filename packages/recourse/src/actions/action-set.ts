import { RecourseError } from '../recourse-error.ts';
import { withFeatureDefaults, type ActionSetDefinition } from './feature-definition.ts';

/** How a feature may change: freely, on a list of values, or between categories. */
export type ActionKind = 'numeric' | 'ordinal' | 'categorical';

/** Which way a numeric or ordinal feature may move, relative to the person's own value. */
export type ActionDirection = 'any' | 'increase' | 'decrease';

/** What may be done to one feature. All values are in encoded units. */
export interface ActionFeature {
  /** Unique within the action set; used in messages and as the key of cost weights. */
  readonly name: string;
  readonly kind: ActionKind;
  /** First encoded column. The feature occupies columns `[start, start + width)`. */
  readonly start: number;
  /** Number of encoded columns: 1 for numeric and ordinal, the number of categories (≥ 2) for categorical. */
  readonly width: number;
  /** Lowest value an action may reach (numeric, ordinal). A person already below it may stay there. */
  readonly lower: number;
  /** Highest value an action may reach (numeric, ordinal). A person already above it may stay there. */
  readonly upper: number;
  /**
   * Numeric and ordinal: how much of the way from their own value to a bound people may go at most, in (0, 1]; all of
   * it where absent. At 0.5, debts may be halved but not cleared.
   */
  readonly maxFractionToBound?: number;
  /** Ordinal only: the permitted encoded values, strictly ascending. A person's own value is always permitted. */
  readonly values?: readonly number[];
  /** Categorical only: the categories' names in one-hot order. */
  readonly categories?: readonly string[];
  /** Categorical only: one-hot positions an action may move to, strictly ascending; all where absent. */
  readonly targets?: readonly number[];
  /** True forbids every change. */
  readonly immutable: boolean;
  /** Numeric and ordinal only; categorical features are `'any'`. */
  readonly direction: ActionDirection;
}

/**
 * The actions people may take (CFQ §3): `A(x) = { δ : δ_j = 0 for immutable j; l ≤ x + δ ≤ u; ‖δ‖₀ ≤ k }`, where a
 * one-hot group changes as one unit and counts once against `k`, ordinal features keep to their permitted values and
 * a direction limits the sign of a change. `δ = 0` always belongs to `A(x)`: bounds are widened to include `x`.
 *
 * Columns that no feature covers cannot change.
 */
export interface ActionSet {
  /** Number of encoded columns `d`. */
  readonly width: number;
  readonly features: readonly ActionFeature[];
  /** `k`: how many features one action may change, an integer ≥ 0. */
  readonly sparsity: number;
}

function fail(rule: string, expected: string | number, got: unknown, remedy: string): never {
  throw new RecourseError(`actionSet: ${rule} (expected ${String(expected)}, got ${String(got)}). ${remedy}`);
}

function checkBounds(feature: ActionFeature, label: string): void {
  const { lower, upper } = feature;
  if (Number.isNaN(lower) || Number.isNaN(upper) || lower > upper) {
    fail(
      `${label} needs lower ≤ upper`,
      'two ordered numbers',
      `[${lower}, ${upper}]`,
      'Correct the bounds.',
    );
  }
  const { maxFractionToBound = 1 } = feature;
  if (!(maxFractionToBound > 0 && maxFractionToBound <= 1)) {
    fail(
      `${label} reaches a share of the way`,
      'in (0, 1]',
      maxFractionToBound,
      'To forbid a change, make it immutable.',
    );
  }
}

function checkAscending(list: readonly number[], what: string): void {
  list.forEach((value, i) => {
    if (!Number.isFinite(value) || (i > 0 && value <= list[i - 1]!)) {
      fail(
        `${what} must be finite and strictly ascending`,
        'ascending numbers',
        list.join(', '),
        'Sort them.',
      );
    }
  });
}

function checkNumeric(feature: ActionFeature, label: string): void {
  if (feature.width !== 1) fail(`${label} takes one column`, 1, feature.width, 'Use a categorical feature.');
  if (feature.targets !== undefined)
    fail(`${label} has no categories`, 'no targets', 'targets', 'Remove them.');
  checkBounds(feature, label);
  if (feature.kind === 'numeric') {
    if (feature.values !== undefined)
      fail(`${label} takes no list`, 'no values', 'values', "Make it 'ordinal'.");
    return;
  }
  if (feature.values === undefined || feature.values.length === 0) {
    fail(
      `${label} needs its permitted values`,
      'a non-empty list',
      feature.values,
      'List them, or use numeric.',
    );
  }
  checkAscending(feature.values, `the values of ${label}`);
}

function checkCategorical(feature: ActionFeature, label: string): void {
  if (feature.direction !== 'any') {
    fail(
      `${label} has no order`,
      "direction 'any'",
      feature.direction,
      "Use kind 'ordinal' for ordered levels.",
    );
  }
  if (feature.categories !== undefined && feature.categories.length !== feature.width) {
    fail(
      `${label} names one category a column`,
      feature.width,
      feature.categories.length,
      'Correct the names.',
    );
  }
  if (feature.maxFractionToBound !== undefined)
    fail(`${label} has no way to go`, 'no maxFractionToBound', feature.maxFractionToBound, 'Use targets.');
  if (feature.values !== undefined)
    fail(`${label} takes no value list`, 'no values', 'values', 'Use targets.');
  if (feature.targets === undefined) return;
  checkAscending(feature.targets, `the targets of ${label}`);
  for (const target of feature.targets) {
    if (!Number.isInteger(target) || target < 0 || target >= feature.width) {
      fail(`a target of ${label} is a category`, `0…${feature.width - 1}`, target, 'Correct the list.');
    }
  }
}

/**
 * An action set written by hand, checked and with its defaults filled in: features stand one after the other, may change
 * freely, and all at once, unless it says otherwise.
 *
 * @param definition - Features, and width and sparsity where they are not the defaults; an `ActionSet` is one too.
 * @returns A new, consistent action set.
 * @throws RecourseError naming the rule: overlapping or outlying columns, repeated names, bounds out of order, an
 *   ordinal without values, a categorical with a direction or without categories, a sparsity that is not an integer ≥ 0,
 *   a field that is not known.
 */
export function actionSet(definition: ActionSetDefinition): ActionSet {
  let next = 0;
  const features = definition.features.map((feature) => {
    const whole = withFeatureDefaults(feature, next);
    next = whole.start + whole.width;
    return whole;
  });
  const end = features.reduce((most, { start, width }) => Math.max(most, start + width), 0);
  const mutable = features.filter(({ immutable }) => !immutable).length;
  const { width = end, sparsity = mutable } = definition;
  checkActionSet({ width, features, sparsity });
  return { width, features, sparsity };
}

function checkActionSet({ width, features, sparsity }: ActionSet): void {
  if (!Number.isInteger(width) || width < 1)
    fail('width is a count', 'an integer ≥ 1', width, 'Pass the columns.');
  if (!Number.isInteger(sparsity) || sparsity < 0) {
    fail(
      'sparsity is a count',
      'an integer ≥ 0',
      sparsity,
      'Use the number of features to change nothing less.',
    );
  }
  const names = new Set<string>();
  const owner: (string | undefined)[] = new Array<string | undefined>(width).fill(undefined);
  for (const feature of features) {
    const label = `feature '${feature.name}'`;
    if (names.has(feature.name)) fail('names are unique', 'one of each', feature.name, 'Rename one.');
    names.add(feature.name);
    const { start, width: span } = feature;
    if (feature.kind === 'categorical' && span < 2) {
      fail(
        `${label} needs two categories or more`,
        'categories, or a width ≥ 2',
        span,
        'List its categories.',
      );
    }
    if (
      !Number.isInteger(start) ||
      !Number.isInteger(span) ||
      span < 1 ||
      start < 0 ||
      start + span > width
    ) {
      fail(
        `${label} lies inside the row`,
        `columns 0…${width - 1}`,
        `${start}+${span}`,
        'Correct start and width.',
      );
    }
    for (let column = start; column < start + span; column += 1) {
      const other = owner[column];
      if (other !== undefined)
        fail(`${label} has its own columns`, 'no overlap', other, 'Correct start and width.');
      owner[column] = feature.name;
    }
    switch (feature.kind) {
      case 'numeric':
      case 'ordinal':
        if (!['any', 'increase', 'decrease'].includes(feature.direction)) {
          fail(
            `${label} has a direction`,
            "'any', 'increase' or 'decrease'",
            feature.direction,
            'Correct it.',
          );
        }
        checkNumeric(feature, label);
        break;
      case 'categorical':
        checkCategorical(feature, label);
        break;
      default:
        fail(`${label} has a kind`, "'numeric', 'ordinal' or 'categorical'", feature.kind, 'Correct it.');
    }
  }
}

import { RecourseError } from '../recourse-error.ts';
import type { ActionFeature } from './action-set.ts';

/**
 * Checks that what is said of one feature fits together.
 *
 * @param columns - Columns of the row.
 * @throws RecourseError naming the feature and the rule.
 */
export function checkFeature(caller: string, feature: ActionFeature, columns: number): void {
  const label = `feature '${feature.name}'`;
  const fail = (rule: string, expected: unknown, got: unknown, remedy: string): never => {
    throw new RecourseError(
      `${caller}: ${rule} (expected ${String(expected)}, got ${String(got)}). ${remedy}`,
    );
  };
  const checkAscending = (list: readonly number[], what: string) => {
    if (list.every((value, i) => i === 0 || value > list[i - 1]!)) return;
    fail(`${what} must be strictly ascending`, 'ascending numbers', list.join(', '), 'Sort them.');
  };
  const refuse = (keys: readonly (keyof ActionFeature)[], rule: string, remedy: string) => {
    const key = keys.find((candidate) => feature[candidate] !== undefined);
    if (key !== undefined) fail(rule, `no ${key}`, key, remedy);
  };
  const checkPositions = (positions: readonly number[], what: string, count: number) => {
    checkAscending(positions, what);
    for (const position of positions) {
      if (position >= count) fail(`${what} are positions`, `0…${count - 1}`, position, 'Correct the list.');
    }
  };
  for (const column of feature.absentColumns ?? []) {
    if (column >= columns)
      fail(`absentColumns of ${label} lie in the row`, `0…${columns - 1}`, column, 'Correct them.');
  }
  checkObtainable(feature, label, fail);
  const positions = feature.kind === 'ordinal' ? (feature.values?.length ?? 0) : feature.width;
  if (feature.kind !== 'numeric') {
    if (feature.targets !== undefined) checkPositions(feature.targets, `the targets of ${label}`, positions);
    if (feature.moves !== undefined && feature.moves.length !== positions) {
      fail(
        `${label} has a list of moves for each position`,
        positions,
        feature.moves.length,
        'Complete them.',
      );
    }
    feature.moves?.forEach((to) => {
      checkPositions(to, `the moves of ${label}`, positions);
    });
  }
  if (feature.kind === 'categorical') {
    if (feature.time?.perUnit !== undefined)
      fail(`${label} has no units of change`, 'a fixed time', 'time.perUnit', 'Give a fixed time.');
    if (feature.direction !== 'any') {
      const remedy = "Use kind 'ordinal' for ordered levels.";
      fail(`${label} has no order`, "direction 'any'", feature.direction, remedy);
    }
    const named = feature.categories?.length ?? feature.width;
    if (named !== feature.width)
      fail(`${label} names one category a column`, feature.width, named, 'Correct the names.');
    refuse(['maxFractionToBound', 'maxChange'], `${label} has no way to go`, 'Use targets.');
    refuse(['values'], `${label} takes no value list`, 'Use targets.');
    refuse(['grid', 'units'], `${label} has no numbers`, 'Remove it.');
    return;
  }
  checkNumber(feature, label, fail);
  if (feature.kind === 'numeric') {
    refuse(['values'], `${label} takes no list`, "Make it 'ordinal'.");
    refuse(['targets', 'moves', 'categories'], `${label} has no categories`, 'Remove them.');
    return;
  }
  refuse(['grid'], `${label} keeps to its values`, "Make it 'numeric'.");
  refuse(['categories'], `${label} has no categories`, 'Remove them.');
  if (feature.values === undefined || feature.values.length === 0) {
    return fail(
      `${label} needs its permitted values`,
      'a non-empty list',
      feature.values,
      'List them, or use numeric.',
    );
  }
  checkAscending(feature.values, `the values of ${label}`);
}

/** Who may leave what for a value: people without one, who are not to be made more. */
function checkObtainable(
  feature: ActionFeature,
  label: string,
  fail: (rule: string, expected: unknown, got: unknown, remedy: string) => never,
): void {
  const { kind, start, width, targets, absentColumns = [], obtainable } = feature;
  if (obtainable === undefined) return;
  const { columns } = obtainable;
  const stranger = columns.find((column) => !absentColumns.includes(column));
  if (columns.length === 0 || stranger !== undefined) {
    const expected = `some of ${absentColumns.join(', ') || 'none'}`;
    fail(`obtainable of ${label} names absentColumns`, expected, stranger ?? 'none', 'Correct it.');
  }
  if (columns.some((column, at) => at > 0 && column <= columns[at - 1]!)) {
    fail(`obtainable of ${label} must be strictly ascending`, 'ascending numbers', columns, 'Sort them.');
  }
  if (kind !== 'categorical') {
    checkObtainableNumber(feature, label, fail);
    return;
  }
  if (
    obtainable.known !== undefined ||
    obtainable.reference !== undefined ||
    obtainable.targets !== undefined
  ) {
    fail(
      `obtainable of ${label} names columns alone`,
      'columns',
      Object.keys(obtainable),
      'Remove the rest.',
    );
  }
  const target = columns.find((column) => targets?.includes(column - start) !== false);
  if (target === undefined && columns.every((column) => column >= start && column < start + width)) return;
  fail(
    `obtainable of ${label} names columns of its own that are no targets`,
    `columns ${start}…${start + width - 1}, and targets without them`,
    columns,
    'Correct absentColumns and targets.',
  );
}

/** What a number or a level needs that may be obtained. */
function checkObtainableNumber(
  { kind, values = [], absentColumns = [], obtainable = { columns: [] } }: ActionFeature,
  label: string,
  fail: (rule: string, expected: unknown, got: unknown, remedy: string) => never,
): void {
  const { columns, known, reference, targets } = obtainable;
  if (known === undefined || reference === undefined) {
    const got = Object.keys(obtainable).join(', ');
    fail(`obtainable of ${label} says how a value is obtained`, 'known and reference', got, 'Complete it.');
  }
  if (absentColumns.includes(known)) {
    fail(`the known column of ${label} is none of absentColumns`, 'another', known, 'Correct it.');
  }
  if (targets === undefined) return;
  const isPlaced = targets.flat().every((position) => position < values.length);
  if (kind === 'ordinal' && targets.length === columns.length && isPlaced) return;
  const expected = `a list for each of ${columns.length} columns, of positions below ${values.length}`;
  fail(`the obtainable targets of ${label}`, expected, JSON.stringify(targets), 'Correct them.');
}

function checkNumber(
  feature: ActionFeature,
  label: string,
  fail: (rule: string, expected: unknown, got: unknown, remedy: string) => never,
): void {
  const { lower, upper, width, maxFractionToBound = 1, units, grid } = feature;
  if (width !== 1) fail(`${label} takes one column`, 1, width, 'Use a categorical feature.');
  if (lower > upper)
    fail(
      `${label} needs lower ≤ upper`,
      'two ordered numbers',
      `[${lower}, ${upper}]`,
      'Correct the bounds.',
    );
  if (!(maxFractionToBound > 0 && maxFractionToBound <= 1)) {
    const remedy = 'To forbid a change, make it immutable.';
    fail(`${label} reaches a share of the way`, 'in (0, 1]', maxFractionToBound, remedy);
  }
  if (units === undefined || grid === undefined) return;
  if (units.offset !== grid.offset || units.scale !== grid.scale) {
    const got = `offset ${grid.offset} and scale ${grid.scale} beside ${units.offset} and ${units.scale}`;
    fail(`units and grid of ${label} agree`, 'one offset and scale', got, 'Leave units out.');
  }
}

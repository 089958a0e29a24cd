import { gridBeyond, gridWithin } from '../actions/grid.ts';
import { farthestOf, levelsOf, mayMoveTo, type ActionLayout } from '../search/action-layout.ts';

/** How one numeric or ordinal feature of one person may change. Changes are encoded, relative to where the person stands. */
interface NumberDecision {
  readonly kind: 'number';
  /** Its place among the changeable features of the layout. */
  readonly feature: number;
  readonly column: number;
  readonly weight: number;
  /** ≤ 0 and ≥ 0: the farthest permitted changes. */
  readonly lowest: number;
  readonly highest: number;
  /** Whether any change between the two is permitted. */
  readonly continuous: boolean;
  /** The least permitted change that is no less than a given one, `Infinity` where none; 0 is permitted. */
  readonly atLeast: (change: number) => number;
  /** The largest permitted change that is no more than a given one, `-Infinity` where none. */
  readonly atMost: (change: number) => number;
}

/** How one categorical feature of one person may change. */
export interface CategoryDecision {
  readonly kind: 'category';
  readonly feature: number;
  /** First column of the group. */
  readonly start: number;
  readonly weight: number;
  /** The column that is 1 for the person, −1 where none is. */
  readonly present: number;
  /** 0 for staying, first; then the categories one may move to, plus 1, as moves have them. */
  readonly options: Int32Array;
}

/** One feature of one person that may change. */
export type Decision = NumberDecision | CategoryDecision;

/** Everything that one person may decide: the features that have a permitted change, in the order of the layout. */
export function decisionsOf(layout: ActionLayout, row: number): Decision[] {
  const decisions: Decision[] = [];
  for (let feature = 0; feature < layout.count; feature += 1) {
    const decision =
      layout.categorical[feature] === 1
        ? categoryDecision(layout, feature, row)
        : numberDecision(layout, feature, row);
    if (decision !== null) decisions.push(decision);
  }
  return decisions;
}

function categoryDecision(layout: ActionLayout, feature: number, row: number): CategoryDecision | null {
  const start = layout.start[feature]!;
  const at = row * layout.width + start;
  const columns = Array.from({ length: layout.span[feature]! }, (_, c) => c);
  const held = columns.find((c) => layout.x[at + c] === 1);
  const targets = columns.filter((c) => c !== held && mayMoveTo(layout, feature, row, c));
  if (targets.length === 0) return null;
  return {
    kind: 'category',
    feature,
    start,
    weight: layout.weight[feature]!,
    present: held === undefined ? -1 : start + held,
    options: Int32Array.of(0, ...targets.map((c) => c + 1)),
  };
}

function numberDecision(layout: ActionLayout, feature: number, row: number): NumberDecision | null {
  const column = layout.start[feature]!;
  const own = layout.x[row * layout.width + column]!;
  const steps = stepsOf(layout, feature, row, own);
  const lowest = steps.atLeast(Math.min(0, farthestOf(layout, feature, row, -1) - own));
  const highest = steps.atMost(Math.max(0, farthestOf(layout, feature, row, 1) - own));
  if (lowest === 0 && highest === 0) return null;
  const weight = layout.weight[feature]!;
  return { kind: 'number', feature, column, weight, lowest, highest, ...steps };
}

/** Which changes of a number exist. */
function stepsOf(
  layout: ActionLayout,
  feature: number,
  row: number,
  own: number,
): Pick<NumberDecision, 'continuous' | 'atLeast' | 'atMost'> {
  if (layout.ordinal[feature] === 1) {
    const levels = Array.from(levelsOf(layout, feature, row), (level) => level - own);
    const changes = [...new Set([...levels, 0])].sort((a, b) => a - b);
    return {
      continuous: false,
      atLeast: (change) => changes.find((one) => one >= change) ?? Infinity,
      atMost: (change) => changes.findLast((one) => one <= change) ?? -Infinity,
    };
  }
  const grid = layout.grid[feature];
  if (grid === undefined)
    return { continuous: true, atLeast: (change) => change, atMost: (change) => change };
  // Where the person stands is permitted too, on the grid or off it.
  return {
    continuous: false,
    atLeast: (change) => {
      const reached = gridBeyond(grid, own + change, 1) - own;
      return change <= 0 && reached > 0 ? 0 : reached;
    },
    atMost: (change) => {
      const reached = gridWithin(grid, own + change, 1) - own;
      return change >= 0 && reached < 0 ? 0 : reached;
    },
  };
}

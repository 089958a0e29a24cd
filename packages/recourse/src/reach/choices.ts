import { endOf, levelsOf, type ActionLayout } from '../search/action-layout.ts';

/** A move of one numeric or ordinal column, by as much as is permitted either way. */
interface NumberChoice {
  readonly feature: number;
  readonly column: number;
  /** ≤ 0. */
  down: number;
  /** ≥ 0. */
  up: number;
}

/** The categories a person may move to in one group of columns. */
export interface CategoryChoice {
  readonly start: number;
  readonly span: number;
  /** Columns; the first `count` count. */
  readonly targets: Int32Array;
  count: number;
}

/** What a person can do, feature by feature; relations between features are not looked at. */
export interface Choices {
  readonly numbers: readonly NumberChoice[];
  readonly categories: readonly CategoryChoice[];
  /** Takes a person, by row. False where a number may change without end: then nothing is out of reach. */
  choose(row: number): boolean;
}

/** Points are float32 sums, which end a few units in the last place beyond what is permitted at most. */
const beyond = 2 ** -20;

/** Where a number ends in the direction of `sign`: at its bound, or, an ordinal without one, at its last level. */
function farEnd(layout: ActionLayout, feature: number, row: number, sign: number): number {
  const end = endOf(layout, feature, row, sign);
  if (Number.isFinite(end) || layout.ordinal[feature] === 0) return end;
  const own = layout.x[row * layout.width + layout.start[feature]!]!;
  return levelsOf(layout, feature, row).reduce(
    (far, level) => (sign > 0 ? Math.max(far, level) : Math.min(far, level)),
    own,
  );
}

/** The choices of one person after the other. */
export function choicesOf(layout: ActionLayout): Choices {
  const { categorical, start, span, width, x, highest } = layout;
  const features = Array.from(start.keys());
  const numbers = features
    .filter((f) => categorical[f] === 0)
    .map((f): NumberChoice => ({ feature: f, column: start[f]!, down: 0, up: 0 }));
  const categories = features
    .filter((f) => categorical[f] === 1)
    .map((f): CategoryChoice => ({
      start: start[f]!,
      span: span[f]!,
      targets: new Int32Array(span[f]!),
      count: 0,
    }));
  return {
    numbers,
    categories,
    choose(row) {
      const at = row * width;
      for (const choice of numbers) {
        const own = x[at + choice.column]!;
        const low = farEnd(layout, choice.feature, row, -1);
        const high = farEnd(layout, choice.feature, row, 1);
        choice.down = low < own ? low - own - beyond * Math.max(1, Math.abs(low)) : 0;
        choice.up = high > own ? high - own + beyond * Math.max(1, Math.abs(high)) : 0;
      }
      for (const choice of categories) {
        choice.count = 0;
        for (let column = choice.start; column < choice.start + choice.span; column += 1) {
          if (highest[at + column] !== 1 || x[at + column] === 1) continue;
          choice.targets[choice.count] = column;
          choice.count += 1;
        }
      }
      return numbers.every(({ down, up }) => Number.isFinite(down) && Number.isFinite(up));
    },
  };
}

import { grouped } from '../cells/grouped.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import type { PlannedCell } from './plan-cells.ts';

/** One of several equal parts of a plan, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const mostShards = 10_000;

/**
 * Reads `2/8`: the second of eight shards.
 *
 * @throws UsageError
 */
export function parseShard(text: string): Shard {
  const [, first, second] = /^(\d+)\/(\d+)$/.exec(text.trim()) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (first !== undefined && count <= mostShards && index >= 1 && index <= count) return { index, count };
  throw new UsageError(
    `--shard: is one of n parts (expected i/n with i from 1 to n, at most ${mostShards}, as in 2/8; got "${text}"). Number them from 1.`,
  );
}

/** What comes after a shard, in a sentence. */
export function mergeNext({ count }: Shard): string {
  return `\`cfq merge\` joins the folders of all ${count} shards; these are the cells of one.`;
}

/** Cells that are run one after the other in one place. */
interface Unit {
  readonly cells: readonly PlannedCell[];
  readonly weight: number;
}

/**
 * The cells of every shard, in the order planned; a pure function of the cells, whatever their order. Cells of one teacher stay
 * together, so that it is trained once, unless there are fewer teachers than shards. Shards are about equally heavy: the heaviest
 * unit goes to the lightest shard (Graham 1969, longest processing time first).
 *
 * @param weightOf how much work a cell is, in any unit; default: each as much as another
 */
export function shardsOf(
  cells: readonly PlannedCell[],
  count: number,
  weightOf: (cell: PlannedCell) => number = () => 1,
): readonly (readonly PlannedCell[])[] {
  const unit = (own: readonly PlannedCell[]): Unit => ({
    cells: own,
    weight: own.reduce((sum, cell) => sum + weightOf(cell), 0),
  });
  const sorted = [...cells].sort((one, other) => (one.hash < other.hash ? -1 : 1));
  let units = grouped(sorted, ({ shared }) => [shared.teacher]).map(unit);
  for (
    let whole = units.find(divisible);
    units.length < count && whole !== undefined;
    whole = units.find(divisible)
  ) {
    const parted = whole;
    units = [...units.filter((one) => one !== parted), ...halves(parted.cells).map(unit)].sort(heaviestFirst);
  }
  const shards = Array.from({ length: count }, () => ({ cells: new Set<PlannedCell>(), weight: 0 }));
  for (const one of units.sort(heaviestFirst)) {
    const lightest = shards.reduce((least, shard) => (shard.weight < least.weight ? shard : least));
    for (const cell of one.cells) lightest.cells.add(cell);
    lightest.weight += one.weight;
  }
  return shards.map((shard) => cells.filter((cell) => shard.cells.has(cell)));
}

const divisible = ({ cells }: Unit): boolean => cells.length > 1;

/** Two parts, along the evaluations that cells share where there are several. */
function halves(cells: readonly PlannedCell[]): (readonly PlannedCell[])[] {
  const groups = grouped(cells, ({ shared }) => [shared.recourse]);
  const pieces = groups.length > 1 ? groups : cells.map((cell) => [cell]);
  const middle = Math.ceil(pieces.length / 2);
  return [pieces.slice(0, middle).flat(), pieces.slice(middle).flat()];
}

function heaviestFirst(one: Unit, other: Unit): number {
  return other.weight - one.weight || (one.cells[0]!.hash < other.cells[0]!.hash ? -1 : 1);
}

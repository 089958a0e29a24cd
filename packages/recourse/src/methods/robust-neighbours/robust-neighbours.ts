import { attains } from '../../search/attains.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { tryMoves } from '../../search/try-moves.ts';
import type { SearchProblem } from '../../solvers/solver-definition.ts';
import { nearestMoves } from '../nearest-moves.ts';
import { referenceRows } from '../neighbours/reference-rows.ts';
import { takeOver } from '../neighbours/take-over.ts';
import { openLevels } from '../stay-where-enough.ts';

/** What a search among robust training rows may vary. */
export interface RobustNeighbourOptions {
  /** Certified rows looked at, nearest first; an integer ≥ 1. */
  readonly neighbours: number;
  /** Training rows that are certified at most; of more a seeded draw. An integer ≥ 1. */
  readonly rows: number;
}

/** What options of such a search may be. */
export const robustNeighbourRules = {
  neighbours: { least: 1, integer: true },
  rows: { least: 1, integer: true },
} as const;

/** The training rows nearest to people whose margin is certain. */
export interface RobustNeighbours {
  /** Copies of a person's neighbours, nearest first, `k × d`, `k ≤ neighbours`. */
  of(row: number): Float32Array;
}

/**
 * For every person the nearest training rows that reach the largest margin asked for that any row reaches, on a model whose
 * margins are certain (`certifiedModel`).
 *
 * @param context - The problem with the certified model in the place of its own.
 * @returns `null` once the deadline has passed.
 */
export async function robustNeighbours(
  context: SearchProblem,
  { neighbours, rows }: RobustNeighbourOptions,
): Promise<RobustNeighbours | null> {
  const reference = await referenceRows(context, rows);
  if (reference === null) return null;
  const { width } = context.layout;
  const { data, margins, distance, count } = reference;
  const certain = (kappa: number) =>
    Array.from({ length: count }, (_, other) => other).filter((other) => attains(margins[other]!, kappa));
  const pool = context.margins.map(certain).findLast((some) => some.length > 0) ?? [];
  return {
    of(row) {
      const ranked = pool.map((other) => ({ other, far: distance(row, other) }));
      ranked.sort((a, b) => a.far - b.far || a.other - b.other);
      const near = ranked.slice(0, neighbours);
      const out = new Float32Array(near.length * width);
      near.forEach(({ other }, i) => out.set(data.subarray(other * width, (other + 1) * width), i * width));
      return out;
    },
  };
}

/**
 * Everybody moves to their neighbours as far as they may, one after the other, until they have what they need.
 *
 * @param inSteps - Takes over one value after the other, for those to whom too much is forbidden to take over all.
 * @returns False once the deadline has passed.
 */
export async function moveToNeighbours(
  context: SearchProblem,
  incumbents: Incumbents,
  people: Int32Array,
  { near, inSteps }: { readonly near: RobustNeighbours; readonly inSteps: boolean },
): Promise<boolean> {
  const { width, features } = context.layout;
  const copies = new Map(Array.from(people, (row) => [row, near.of(row)] as const));
  const most = Math.max(0, ...Array.from(copies.values(), ({ length }) => length / width));
  for (let turn = 0; turn < most; turn += 1) {
    const open = Array.from(people).filter(
      (row) => copies.get(row)!.length > turn * width && openLevels(context, incumbents, row).length > 0,
    );
    if (open.length === 0) return true;
    const candidates = new Float32Array(open.length * width);
    open.forEach((row, i) => {
      candidates.set(copies.get(row)!.subarray(turn * width, (turn + 1) * width), i * width);
    });
    const done = inSteps
      ? await takeOver(context, incumbents, open, nearestMoves(context, open, candidates, features.length))
      : (await tryMoves(context, incumbents, open, nearestMoves(context, open, candidates))) !== null;
    if (!done) return false;
  }
  return true;
}

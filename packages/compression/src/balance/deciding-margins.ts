import { decisions, favourable, type TeacherEvaluation } from '@cfq/evaluation';
import { takeRows, type NDArray } from '@cfq/jit';
import type { DecidingMargins } from './balance-curve.ts';

type MarginsOf = (x: NDArray) => Promise<Float32Array>;

/** Places that hold. */
function places(count: number, holds: (place: number) => boolean): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => place).filter(holds);
}

/** `[promises, d]` where the minimal (κ = 0) actions of the teacher lead, of those who have one. */
export function promisedRows({ actions, recourse }: TeacherEvaluation): NDArray {
  const { valid } = actions[0]!;
  return takeRows(
    recourse[0]!.x,
    places(valid.length, (person) => valid[person] === 1),
  );
}

/**
 * Asks a student wherever an offset may change a decision that counts.
 *
 * @param x `[rows, d]` the people that the teacher was evaluated on
 */
export async function decidingMargins(
  evaluated: TeacherEvaluation,
  x: NDArray,
  marginsOf: MarginsOf,
): Promise<DecidingMargins> {
  const { valid } = evaluated.actions[0]!;
  const { nearMiss: near } = evaluated;
  const nearMisses: number[] = [];
  for (const { x: points, exists, margins } of [...near.short, ...near.allButOne]) {
    const decided = decisions(margins);
    const denied = places(
      exists.length,
      (person) => exists[person] === 1 && valid[person] === 1 && decided[person] !== favourable,
    );
    if (denied.length > 0) nearMisses.push(...(await marginsOf(takeRows(points, denied))));
  }
  return {
    people: await marginsOf(x),
    approved: evaluated.prediction,
    promises: await marginsOf(promisedRows(evaluated)),
    nearMisses: Float32Array.from(nearMisses),
  };
}

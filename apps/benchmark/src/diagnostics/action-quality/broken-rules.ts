import { ndarray, type NDArray } from '@cfq/jit';
import { assertFeasible, InfeasibleActionError, type ActionSet } from '@cfq/recourse';

/**
 * How many rules each action breaks: features that it changes as they may not, each alone; and one more where the action
 * as a whole breaks one, by too many changes or by what features have to do with each other.
 *
 * @param x `[n, d]` where people stand
 * @param delta `[n, d]`
 * @returns `[n]`
 */
export function brokenRules(x: NDArray, delta: NDArray, actionSet: ActionSet): Uint8Array {
  const { width, features } = actionSet;
  const rows = x.shape[0] ?? 0;
  const apart: ActionSet = { ...actionSet, relations: [] };
  const rowOf = (of: NDArray, row: number) =>
    Float32Array.from(of.data.subarray(row * width, (row + 1) * width));
  return Uint8Array.from({ length: rows }, (_, row) => {
    const [own, change] = [rowOf(x, row), rowOf(delta, row)];
    if (isFeasible(own, change, actionSet)) return 0;
    const alone = features.filter(({ start, width: span }) => {
      const one = change.map((value, column) => (column >= start && column < start + span ? value : 0));
      return !isFeasible(own, one, apart);
    });
    const kept = change.map((value, column) =>
      alone.some(({ start, width: span }) => column >= start && column < start + span) ? 0 : value,
    );
    return alone.length + Number(!isFeasible(own, kept, actionSet));
  });
}

function isFeasible(own: Float32Array, change: Float32Array, actionSet: ActionSet): boolean {
  const shape = [1, actionSet.width];
  try {
    assertFeasible(ndarray(own, shape), ndarray(change, shape), actionSet);
    return true;
  } catch (error) {
    if (error instanceof InfeasibleActionError) return false;
    throw error;
  }
}

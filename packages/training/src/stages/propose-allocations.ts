import {
  knapsackAllocation,
  uniformAllocation,
  type Allocation,
  type Sensitivity,
} from '@cfq/bit-allocation';
import type { TeacherRecourse } from '../recourse/teacher-recourse.ts';
import type { Teacher } from '../model/teacher.ts';
import { marginSensitivity } from './margin-sensitivity.ts';

/** People the sensitivities are measured on, at most. */
const measuredRows = 2048;

/** What {@link proposeAllocations} decides on. */
export interface ProposeAllocationsProblem {
  readonly teacher: Teacher;
  readonly recourse: TeacherRecourse;
  readonly candidates: readonly number[];
  readonly budgetBits: number;
  /** One step per output channel, or one per layer. */
  readonly perChannel: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Allocations worth trying, by measured counterfactual sensitivity: quantizes one layer at a time at each candidate width
 * (least-squares steps), measures the squared margin error at the teacher's recourse points of up to 2 048 denied
 * training rows, and solves the knapsack of the sums exactly.
 *
 * The measurement is of a layer as rounded, before training makes good what it can, and training makes good least at two
 * bits. So the optimum without two-bit layers and the uniform allocation are proposed beside the optimum; each at
 * most once, the optimum first.
 *
 * @throws AllocationError when the budget is below the smallest candidate.
 */
export async function proposeAllocations(
  problem: ProposeAllocationsProblem,
): Promise<{ readonly proposals: readonly Allocation[]; readonly sensitivity: Sensitivity }> {
  const { teacher, recourse, candidates, budgetBits, perChannel, signal } = problem;
  const { model } = teacher;
  const count = Math.min(measuredRows, recourse.rows.length);
  const first = (data: ArrayLike<number>): Float32Array =>
    Float32Array.from({ length: count * model.inputWidth }, (_, index) => data[index]!);
  const shape = [count, model.inputWidth];
  const sensitivity = await marginSensitivity({
    teacher,
    x: { data: first(recourse.x.data), shape },
    delta: { data: first(recourse.delta.data), shape },
    candidates,
    perChannel,
    ...(signal ? { signal } : {}),
  });
  const { layers } = model;
  const optimum = (from: number): Allocation =>
    knapsackAllocation({
      layers,
      candidates: candidates.slice(from),
      loss: sensitivity.rise.map((row) => row.slice(from)),
      budgetBits,
    });
  const [, second = Infinity] = candidates;
  const all = [
    optimum(0),
    ...(budgetBits >= second ? [optimum(1)] : []),
    uniformAllocation({ layers, candidates, budgetBits }),
  ];
  const widths = all.map((allocation) => allocation.map(({ bits }) => bits).join(','));
  return { proposals: all.filter((_, index) => widths.indexOf(widths[index]!) === index), sensitivity };
}

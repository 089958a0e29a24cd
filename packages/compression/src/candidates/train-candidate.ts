import { averageBits, type Allocation } from '@cfq/bit-allocation';
import { trainStudent, type QuantizedStudent } from '@cfq/training';
import { CompressionError } from '../compression-error.ts';
import type { CandidateSetting } from './candidate-setting.ts';
import { withSchedule } from './scheduled-bits.ts';

/** What a candidate's bits are: a schedule, or a budget that the method spends by its own rule. */
export type CandidateBits = { readonly allocation: Allocation } | { readonly budgetBits: number };

/**
 * Trains the student of one candidate. Candidates share nothing but what they are given, so that each comes out the same
 * whichever were trained before it.
 *
 * @throws what `trainStudent` throws; the signal's reason when aborted
 */
export async function trainCandidate(
  setting: CandidateSetting,
  bits: CandidateBits,
): Promise<QuantizedStudent> {
  const { method, teacher, parts, actionSet, cost, recourse, seed, steps, threads, scope, signal } = setting;
  const scheduled = 'allocation' in bits;
  const student = await trainStudent({
    method: scheduled ? withSchedule(method, bits.allocation) : method,
    budgetBits: scheduled ? averageBits(teacher.model.layers, bits.allocation) : bits.budgetBits,
    dataset: parts,
    ...{ teacher, actionSet, cost, recourse, seed, steps, threads, scope, signal },
  });
  if (student.kind !== 'quantized') {
    throw new CompressionError(
      `trainCandidate: internal: a quantized method gives a quantized student (got ${student.kind} of "${method.name}").`,
    );
  }
  return student;
}

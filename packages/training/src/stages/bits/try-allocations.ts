import type { Allocation } from '@cfq/bit-allocation';
import type { NDArray } from '@cfq/jit';
import { schemeOf } from '../../scheme/quantization-scheme.ts';
import type { StudentParameters } from '../../scheme/student-parameters.ts';
import { TrainingError } from '../../training-error.ts';
import { fit } from '../fit.ts';
import { startingParameters } from '../starting-parameters.ts';
import type { StartedSetting } from '../student-setting.ts';

/** Native calls of a trial. */
const trialCalls = 4;

/** An allocation, and the parameters that students start from under it; null where nobody has needed them yet. */
export interface TriedAllocation {
  readonly allocation: Allocation;
  readonly start: StudentParameters<NDArray> | null;
}

/**
 * The proposal whose short training run ends with the lowest objective; the first of equals. Where there is one alone, or nothing
 * is trained, the first.
 *
 * @throws TrainingError where nothing is proposed.
 */
export async function tryAllocations(
  setting: StartedSetting,
  proposals: readonly Allocation[],
): Promise<TriedAllocation> {
  const [first, ...others] = proposals;
  if (first === undefined) {
    throw new TrainingError('trainStudent: internal: there must be an allocation to try (got none).');
  }
  const calls = setting.calls.slice(0, trialCalls);
  if (others.length === 0 || calls.every((size) => size === 0)) return { allocation: first, start: null };
  let best: TriedAllocation & { readonly loss: number } = { allocation: first, start: null, loss: Infinity };
  for (const allocation of proposals) {
    const scheme = schemeOf(
      setting.method,
      { model: setting.model, budgetBits: setting.budgetBits },
      allocation,
    );
    const start = await startingParameters(setting, scheme);
    let loss = Infinity;
    await fit(setting, {
      ...{ scheme, start, phase: 'trial', calls },
      onCall: ({ losses }) => {
        loss = losses['loss'] ?? Number.NaN;
        return { record: { allocation } };
      },
    });
    if (loss < best.loss) best = { allocation, start, loss };
  }
  return { allocation: best.allocation, start: best.start };
}

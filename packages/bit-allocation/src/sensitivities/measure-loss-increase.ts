import { AllocationError } from '../allocation-error.ts';
import type { LayerSize } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';
import { sensitivityBatches, type MeasurementRows, type SensitivityBatch } from './sensitivity-batches.ts';
import type { SensitivityTable } from './sensitivity.ts';
import type { TrialBits } from './trial-bits.ts';

/**
 * The weighted **sum** of the loss over a batch, with each layer at its trial bit-width. Wrap a jitted loss; the
 * shapes never change between calls, so that it is traced once.
 */
export type EvaluateLoss = (trial: readonly TrialBits[], batch: SensitivityBatch) => Promise<number> | number;

/** What {@link measureLossIncrease} measures. */
export interface LossIncreaseProblem extends MeasurementRows {
  readonly layers: readonly LayerSize[];
  /** Bit-widths to try, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
  readonly evaluate: EvaluateLoss;
  /** Rows a batch, a positive whole number; default 1024, or all rows if fewer. */
  readonly batchSize?: number | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each trial with the trials done and their total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Measures, not approximates, what each layer's quantization costs: evaluates the loss at full precision, then with
 * one layer at a time at each candidate bit-width, over all rows. The core of every measured sensitivity.
 *
 * @param caller name of the sensitivity, for messages.
 * @throws AllocationError for malformed input or a loss that is NaN; the signal's reason when aborted.
 */
export async function measureLossIncrease(
  caller: string,
  problem: LossIncreaseProblem,
): Promise<SensitivityTable> {
  const { layers, candidates = defaultCandidates, evaluate, signal, onProgress } = problem;
  assertLayers(caller, layers);
  assertCandidates(caller, candidates);
  const batches = sensitivityBatches(caller, problem, problem.batchSize);
  const count = problem.labels.length;
  const total = 1 + layers.length * candidates.length;
  let done = 0;
  const meanLoss = async (layer: string | null, bits: number | null): Promise<number> => {
    const trial = layers.map((entry) => ({ layer: entry.layer, bits: entry.layer === layer ? bits : null }));
    let sum = 0;
    for (const batch of batches) {
      signal?.throwIfAborted();
      sum += await evaluate(trial, batch);
    }
    if (Number.isNaN(sum)) {
      throw new AllocationError(
        `${caller}: the loss is NaN with ${layer === null ? 'no layer quantized' : `"${layer}" at ${bits} bits`}. ` +
          'Look at the model and its inputs.',
      );
    }
    done += 1;
    onProgress?.(done, total);
    return sum / count;
  };
  const baseline = await meanLoss(null, null);
  const lossIncrease: number[][] = [];
  for (const { layer } of layers) {
    const row: number[] = [];
    for (const bits of candidates) row.push((await meanLoss(layer, bits)) - baseline);
    lossIncrease.push(row);
  }
  return { layers, candidates, baseline, lossIncrease, rows: count };
}

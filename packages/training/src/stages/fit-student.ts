import { geometricTemperature } from '@cfq/bit-allocation';
import { ndarray, scalar, type NDArray, type RandomStream } from '@cfq/jit';
import { adamwInit } from '../optimizer/adamw.ts';
import { cosineSchedule } from '../optimizer/cosine-schedule.ts';
import { pointSets } from '../samplers/point-sets.ts';
import { scheduleRates, totalRate } from '../optimizer/schedule-rates.ts';
import { roundingSharpness, roundingWeight } from './rounding-schedule.ts';
import { pointsOf, type StudentEpoch } from './compile-student-epoch.ts';
import type { EpochState } from '../optimizer/compile-epoch.ts';
import type { ModelParameters } from '../model/model.ts';
import type { PointCounts, PointSource } from '../samplers/point-set.ts';
import type { ObjectiveTerm } from '../terms/objective-term.ts';
import type { WeightMasks } from './prune-by-magnitude.ts';
import type { StudentParameters } from '../scheme/student-form.ts';

/** What {@link fitStudent} runs. */
export interface FitStudentProblem {
  readonly epoch: StudentEpoch;
  readonly terms: readonly ObjectiveTerm[];
  /** Weight of each term; may be changed between two epochs by `onEpoch`. */
  readonly weights: readonly number[];
  readonly start: StudentParameters<NDArray>;
  readonly teacher: ModelParameters;
  /** Weights that stay zero; none where nothing is pruned. */
  readonly masks: readonly WeightMasks<NDArray>[];
  readonly source: PointSource<NDArray>;
  readonly counts: PointCounts;
  readonly stream: RandomStream;
  /** Rows of each point set in a step. */
  readonly batch: number;
  /** Updates in total and in one epoch; the first is a multiple of the second. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly learningRate: number;
  readonly totalDecay: number;
  /** Whether the roundings of the weights are fitted. */
  readonly rounds?: boolean;
  readonly signal?: AbortSignal;
  /**
   * Called after each epoch with its mean losses.
   *
   * @returns the weights of the next epoch
   */
  onEpoch(outcome: FittedEpoch): Promise<readonly number[]> | readonly number[];
}

/** An epoch that has run. */
interface FittedEpoch {
  readonly epoch: number;
  readonly epochs: number;
  readonly parameters: StudentParameters<NDArray>;
  /** Means over the epoch's steps: `loss` and every term by name. */
  readonly losses: Readonly<Record<string, number>>;
  readonly weights: readonly number[];
  /** Mean over the epoch's steps of the L2 norm of the policy's gradient; only while a policy is learned. */
  readonly policyGradient?: number;
}

/** Where an epoch lies in its run. */
interface EpochPlace {
  readonly from: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** Trains a student for a fixed number of updates under a cosine decay, each epoch one native call. */
export async function fitStudent(problem: FitStudentProblem): Promise<StudentParameters<NDArray>> {
  const { epoch: run, start, stream, batch, steps, stepsPerEpoch, counts, signal } = problem;
  if (steps === 0) return start;
  const epochs = steps / stepsPerEpoch;
  const rates = scheduleRates(cosineSchedule(), { rate: problem.learningRate, steps });
  const weightDecay = scalar(problem.totalDecay / totalRate(rates));
  let state: EpochState<StudentParameters<NDArray>, NDArray> = {
    trainable: start,
    optimizer: adamwInit(start),
  };
  let weights = problem.weights;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    signal?.throwIfAborted();
    const from = epoch * stepsPerEpoch;
    const size = { steps: stepsPerEpoch, batch };
    const draws = Object.fromEntries(
      pointsOf(problem.terms).map((name) => [
        name,
        pointSets[name].draw(stream.split('points', name, epoch), size, counts),
      ]),
    );
    const inputs = {
      learningRate: ndarray(rates.slice(from, from + stepsPerEpoch), [stepsPerEpoch]),
      batch: {
        draws,
        rounding: roundingSteps(problem.rounds, { from, steps, stepsPerEpoch }),
        policy: policySteps(start, stream.split('gumbel', epoch), { from, steps, stepsPerEpoch }),
      },
    };
    const { source, teacher, masks } = problem;
    const fixed = { source, teacher, masks, weights: weights.map(scalar) };
    const outcome = await run(state, inputs, { weightDecay, fixed });
    state = outcome.state;
    const { gradientNorm, ...losses }: Record<string, number> = Object.fromEntries(
      Object.entries(outcome.records).map(([name, { data }]) => [
        name,
        Array.from(data).reduce((sum, value) => sum + value, 0) / data.length,
      ]),
    );
    weights = await problem.onEpoch({
      epoch,
      epochs,
      parameters: state.trainable,
      losses,
      weights,
      ...(gradientNorm === undefined ? {} : { policyGradient: gradientNorm }),
    });
  }
  return state.trainable;
}

/** Noise and temperature of an epoch's steps; nothing where bits are fixed. */
function policySteps(
  { policy }: StudentParameters<NDArray>,
  stream: RandomStream,
  { from, steps, stepsPerEpoch }: EpochPlace,
): { readonly noise: NDArray; readonly temperature: NDArray }[] {
  return policy.map(({ shape }) => ({
    noise: stream.gumbel([stepsPerEpoch, ...shape]),
    temperature: ndarray(
      Float32Array.from({ length: stepsPerEpoch }, (_, step) => geometricTemperature((from + step) / steps)),
      [stepsPerEpoch],
    ),
  }));
}

/** Weight and sharpness of the rounding penalty at an epoch's steps; nothing where roundings are not fitted. */
function roundingSteps(
  rounds: boolean | undefined,
  { from, steps, stepsPerEpoch }: EpochPlace,
): { readonly weight: NDArray; readonly sharpness: NDArray }[] {
  if (rounds !== true) return [];
  const each = (value: (progress: number) => number): NDArray =>
    ndarray(
      Float32Array.from({ length: stepsPerEpoch }, (_, step) => value((from + step) / steps)),
      [stepsPerEpoch],
    );
  return [{ weight: each(roundingWeight), sharpness: each(roundingSharpness) }];
}

import { geometricTemperature } from '@cfq/bit-allocation';
import { ndarray, randomStream, scalar, type NDArray, type RandomStream } from '@cfq/jit';
import { classWeightTensor } from '../decision/class-weights.ts';
import { adamwInit } from '../optimizer/adamw.ts';
import { defaultBatch } from '../optimizer/batch-size.ts';
import { cosineSchedule } from '../optimizer/cosine-schedule.ts';
import { scheduleRates, totalRate } from '../optimizer/schedule-rates.ts';
import { sampleSource } from '../samplers/sample-source.ts';
import { looksAtDecisions, samplersOf, type ObjectiveTerm } from '../terms/objective-term.ts';
import { compileStudentCall } from './compile-student-call.ts';
import { roundingSharpness, roundingWeight } from './round/rounding-schedule.ts';
import type { EpochState } from '../optimizer/compile-epoch.ts';
import type { QuantizationScheme } from '../scheme/quantization-scheme.ts';
import type { StudentParameters } from '../scheme/student-parameters.ts';
import type { StudentEpochRecord } from '../student/student.ts';
import type { StartedSetting } from './student-setting.ts';

/** A native call that has run. */
export interface FittedCall {
  readonly parameters: StudentParameters<NDArray>;
  /** Means over the call's steps: `loss` and every term by name. */
  readonly losses: Readonly<Record<string, number>>;
  /** Weight of each term in this call. */
  readonly weights: readonly number[];
  /** Mean over the call's steps of the L2 norm of the policy's gradient; only while a policy is learned. */
  readonly policyGradient?: number;
}

/** What follows from a call. */
export interface CallOutcome {
  /** What is said about it beside its losses. */
  readonly record?: Partial<StudentEpochRecord>;
  /** Weights of the terms in the next call; default: as they are. */
  readonly weights?: readonly number[];
}

/** One run of updates. */
export interface FitProblem {
  readonly scheme: QuantizationScheme;
  readonly start: StudentParameters<NDArray>;
  /** What the run is for: it names the random choices and the records. */
  readonly phase: StudentEpochRecord['phase'];
  /** Updates of each native call; those of 0 are left out. */
  readonly calls: readonly number[];
  /** Called after each native call. */
  readonly onCall?: (call: FittedCall) => Promise<CallOutcome> | CallOutcome;
}

/** Where a call lies in its run. */
interface CallPlace {
  readonly from: number;
  readonly size: number;
  readonly steps: number;
}

/**
 * Trains a student under the objective of its method for a number of updates under a cosine decay: the one primitive that every
 * stage that trains calls. Without updates it returns the start.
 */
export async function fit(setting: StartedSetting, problem: FitProblem): Promise<StudentParameters<NDArray>> {
  const { method, teacher, dataset, recourse, rules, seed, threads, scope, signal } = setting;
  const { scheme, start, phase } = problem;
  const calls = problem.calls.filter((size) => size > 0);
  const steps = calls.reduce((sum, size) => sum + size, 0);
  if (steps === 0) return start;
  const { training } = method;
  const terms = method.terms.map(({ term }) => term);
  const samplers = samplersOf(terms);
  const run = compileStudentCall({ scheme, promising: teacher.model, terms, rules, threads }, scope);
  const { source, counts } = sampleSource(dataset.train, dataset.featureSpace, recourse);
  const { batch = Math.min(defaultBatch(counts.rows), training.largestBatch ?? Infinity) } = training;
  const stream = randomStream(seed, 'student', method.name, phase);
  const rates = scheduleRates(cosineSchedule(), { rate: training.learningRate, steps });
  const weightDecay = scalar(training.totalDecay / totalRate(rates));
  let state: EpochState<StudentParameters<NDArray>, NDArray> = {
    trainable: start,
    optimizer: adamwInit(start),
  };
  // Where nobody has an action there are no points of such terms.
  const falls = (term: ObjectiveTerm): boolean =>
    recourse?.rows.length === 0 && looksAtDecisions(term) && term.sampler.needsRecourse;
  let weights: readonly number[] = method.terms.map(({ term, weight }) => (falls(term) ? 0 : weight));
  let from = 0;
  for (const [epoch, size] of calls.entries()) {
    signal?.throwIfAborted();
    const place = { from, size, steps };
    const inputs = {
      learningRate: ndarray(rates.slice(from, from + size), [size]),
      batch: {
        draws: samplers.map((sampler) =>
          sampler.draw(stream.split('points', sampler.stream, epoch), { steps: size, batch }, counts),
        ),
        rounding: scheme.weights.rounding === 'learned' ? [roundingSteps(place)] : [],
        policy: policySteps(start, stream.split('gumbel', epoch), place),
      },
    };
    const fixed = {
      source,
      teacher: teacher.parameters,
      masks: setting.start.masks,
      weights: weights.map(scalar),
      labelled: {
        logit: scalar(teacher.decision.logit),
        classWeights: classWeightTensor(teacher.classWeights),
      },
    };
    const outcome = await run(state, inputs, { weightDecay, fixed });
    state = outcome.state;
    const { gradientNorm, ...losses } = meansOf(outcome.records);
    const { record, weights: next = weights } =
      (await problem.onCall?.({
        parameters: state.trainable,
        losses,
        weights,
        ...(gradientNorm === undefined ? {} : { policyGradient: gradientNorm }),
      })) ?? {};
    setting.report({
      ...{ phase, epoch, epochs: calls.length, losses, validationLoss: Number.NaN },
      ...record,
    });
    weights = next;
    from += size;
  }
  return state.trainable;
}

function meansOf(records: Readonly<Record<string, NDArray>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(records).map(([name, { data }]) => [
      name,
      Array.from(data).reduce((sum, value) => sum + value, 0) / data.length,
    ]),
  );
}

/** Noise and temperature of a call's steps; nothing where bits are fixed. */
function policySteps(
  { policy }: StudentParameters<NDArray>,
  stream: RandomStream,
  place: CallPlace,
): { readonly noise: NDArray; readonly temperature: NDArray }[] {
  return policy.map(({ shape }) => ({
    noise: stream.gumbel([place.size, ...shape]),
    temperature: eachStep(place, geometricTemperature),
  }));
}

/** Weight and sharpness of the rounding penalty at a call's steps. */
function roundingSteps(place: CallPlace): { readonly weight: NDArray; readonly sharpness: NDArray } {
  return { weight: eachStep(place, roundingWeight), sharpness: eachStep(place, roundingSharpness) };
}

/** A function of the progress of the run, in [0, 1), at each of a call's steps. */
function eachStep({ from, size, steps }: CallPlace, value: (progress: number) => number): NDArray {
  return ndarray(
    Float32Array.from({ length: size }, (_, step) => value((from + step) / steps)),
    [size],
  );
}

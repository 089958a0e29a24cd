import { ndarray, randomStream, scalar, type CompileScope, type NDArray } from '@cfq/jit';
import type { PreparedDataset } from '@cfq/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { adamwInit } from '../../optimizer/adamw.ts';
import { batchRows } from '../../optimizer/batch-rows.ts';
import { compileEpoch, type EpochState } from '../../optimizer/compile-epoch.ts';
import { cosineSchedule } from '../../optimizer/cosine-schedule.ts';
import { scheduleRates } from '../../optimizer/schedule-rates.ts';
import { teacherOptions } from '../../teachers/teacher-options.ts';
import { squaredLogitError } from '../../terms/squared-logit-error.ts';
import type { ModelParameters } from '../../model/model.ts';
import type { Teacher } from '../../model/teacher.ts';

/** What {@link distilFromScratch} learns from. */
export interface DistilFromScratchProblem {
  readonly teacher: Teacher;
  readonly dataset: Pick<PreparedDataset, 'train'>;
  /** Decides initial weights and the order of rows. */
  readonly seed: number;
  readonly threads: number;
  readonly scope: CompileScope;
  readonly signal?: AbortSignal | undefined;
}

type Fixed = { readonly x: tf.Tensor; readonly teacher: ModelParameters<tf.Tensor> };

/** Updates in all, and in one native call. */
const [updates, steps] = [2000, 100];

/**
 * A full-precision model of the teacher's architecture that starts from fresh weights and learns the teacher's logits on
 * the training rows by {@link squaredLogitError}, in 2 000 updates; no labels, no decay.
 *
 * @see Hinton, Vinyals & Dean 2015, "Distilling the Knowledge in a Neural Network"; Ba & Caruana 2014 for the loss.
 */
export async function distilFromScratch(problem: DistilFromScratchProblem): Promise<ModelParameters> {
  const { teacher, dataset, seed, threads, scope, signal } = problem;
  const { model } = teacher;
  const x: NDArray = dataset.train.x;
  const rows = dataset.train.y.length;
  const { batch, learningRate } = teacherOptions(rows, {});
  const run = scope.compileOnce([distilFromScratch, model, batch, threads], () =>
    compileEpoch<ModelParameters<tf.Tensor>, tf.Tensor, Fixed>(
      (parameters, index, fixed) => {
        const points = tf.gather(fixed.x, index) as tf.Tensor2D;
        const student = model.apply(parameters, points);
        return [squaredLogitError({ student, teacher: model.apply(fixed.teacher, points) }), {}];
      },
      { name: `distil fresh ${model.name}`, threads },
    ),
  );
  const stream = randomStream(seed, 'distil fresh');
  const rates = scheduleRates(cosineSchedule(), { rate: learningRate, steps: updates });
  const start = model.init(stream.split('init'));
  let state: EpochState<ModelParameters, NDArray> = { trainable: start, optimizer: adamwInit(start) };
  for (let epoch = 0; epoch < updates / steps; epoch += 1) {
    signal?.throwIfAborted();
    const batches = {
      learningRate: ndarray(rates.slice(epoch * steps, (epoch + 1) * steps), [steps]),
      batch: batchRows(stream.split('rows', epoch), { rows, batch, steps }),
    };
    const outcome = await run(state, batches, {
      weightDecay: scalar(0),
      fixed: { x, teacher: teacher.parameters },
    });
    state = outcome.state;
  }
  return state.trainable;
}

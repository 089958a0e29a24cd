import { defaultCandidates, type Allocation } from '@cfq/bit-allocation';
import type { PreparedDataset } from '@cfq/datasets';
import { ndarray, type NDArray } from '@cfq/jit';
import { defaultBatch } from '../optimizer/batch-size.ts';
import { compileStudentEpoch, type ActionRules } from './compile-student-epoch.ts';
import { initStudent } from '../scheme/init-student.ts';
import { pointSource } from '../samplers/point-source.ts';
import type { MethodName } from '../methods/methods.ts';
import type { QuantizedMethod } from '../methods/method.ts';
import type { Teacher } from '../model/teacher.ts';
import type { TeacherRecourse } from '../recourse/teacher-recourse.ts';
import type { FitStudentProblem } from './fit-student.ts';
import type { StudentStart } from './student-start.ts';
import type { StudentForm, StudentParameters } from '../scheme/student-form.ts';
import type { StudentEpochRecord } from '../student/student.ts';

/** A quantized student to train, everything settled. */
export interface TrainQuantizedProblem {
  readonly method: MethodName;
  readonly recipe: QuantizedMethod;
  readonly teacher: Teacher;
  readonly dataset: Pick<PreparedDataset, 'train' | 'validation' | 'featureSpace'>;
  /** Null where the recipe needs none. */
  readonly recourse: TeacherRecourse | null;
  /** What people may do, and what it costs them. */
  readonly actions: ActionRules;
  readonly budgetBits: number;
  readonly seed: number;
  readonly steps: number;
  /** The model that is quantized; default: what the recipe says, made when training begins. */
  readonly start?: StudentStart;
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (record: StudentEpochRecord) => void;
}

/** Native calls that a training run is cut into. */
export const epochs = 20;
/** Calls of those that search for bits, where a policy is learned. */
export const searchEpochs = 8;
/** Calls of those that fit roundings, where they are fitted. */
export const roundingEpochs = 12;
/** Calls of a trial of an allocation. */
export const trialEpochs = 4;
/** Training rows that the activations are calibrated on, at most. */
const calibrationRows = 4096;

/**
 * Updates of a method on `rows` training rows: a multiple of the number of native calls, at least one each; none where the
 * recipe says none.
 */
export function trainingSteps({ training }: QuantizedMethod, rows: number): number {
  const { length } = training;
  if ('steps' in length && length.steps === 0) return 0;
  const aimed = 'steps' in length ? length.steps : length.passes * Math.floor(rows / defaultBatch(rows));
  return Math.max(1, Math.round(aimed / epochs)) * epochs;
}

/** The form under an allocation, or with every candidate in play for null. */
export function formOf(
  { recipe, teacher, budgetBits }: TrainQuantizedProblem,
  allocation: Allocation | null,
): StudentForm {
  const { model } = teacher;
  const { quantizer, bits } = recipe.activations;
  const width = bits === 'as-weights' ? Math.max(...defaultCandidates.filter((b) => b <= budgetBits)) : bits;
  return {
    model,
    weights: {
      quantizer: recipe.weights.quantizer,
      perChannel: recipe.weights.perChannel,
      candidates: allocation
        ? Object.fromEntries(allocation.map((entry) => [entry.layer, [entry.bits]]))
        : Object.fromEntries(model.layers.map(({ layer }) => [layer, defaultCandidates])),
    },
    activations: { quantizer, bits: Object.fromEntries(model.hiddenLayers.map((layer) => [layer, width])) },
  };
}

/** Rows to calibrate activations on: the first training rows, and the teacher's recourse points where there are some. */
function calibration({ dataset, recourse }: TrainQuantizedProblem): NDArray {
  const width = dataset.featureSpace.width;
  const rows = dataset.train.x.data.subarray(0, calibrationRows * width);
  if (recourse === null) return ndarray(rows, [rows.length / width, width]);
  const size = Math.min(calibrationRows * width, recourse.x.data.length);
  const moved = Float32Array.from({ length: size }, (_, i) => recourse.x.data[i]! + recourse.delta.data[i]!);
  const all = new Float32Array(rows.length + size);
  all.set(rows);
  all.set(moved, rows.length);
  return ndarray(all, [all.length / width, width]);
}

/** Parameters before the first update. */
export function begin(
  problem: TrainQuantizedProblem,
  form: StudentForm,
): Promise<StudentParameters<NDArray>> {
  return initStudent({
    form,
    parameters: problem.start?.parameters ?? problem.teacher.parameters,
    calibration: calibration(problem),
    stepStart: problem.recipe.weights.stepStart,
  });
}

/** Settings that the search for bits and the training under them share. */
export function shared(
  problem: TrainQuantizedProblem,
  form: StudentForm,
  weights: readonly number[],
): Omit<FitStudentProblem, 'start' | 'stream' | 'steps' | 'onEpoch'> {
  const { recipe, teacher, dataset, recourse, actions, threads, signal, steps } = problem;
  const terms = recipe.terms.map(({ term }) => term);
  const { source, counts } = pointSource(dataset.train, dataset.featureSpace, recourse);
  return {
    epoch: compileStudentEpoch({
      form,
      terms,
      quantizerRate: recipe.training.quantizerRate,
      trains: recipe.training.trains ?? 'everything',
      actions,
      threads,
    }),
    terms,
    weights,
    teacher: teacher.parameters,
    masks: problem.start?.masks ?? [],
    source,
    counts,
    batch: defaultBatch(counts.rows),
    stepsPerEpoch: steps / epochs,
    learningRate: recipe.training.learningRate,
    totalDecay: recipe.training.totalDecay,
    ...(signal ? { signal } : {}),
  };
}

import {
  assertWithinBudget,
  averageBits,
  defaultCandidates,
  uniformAllocation,
  type Allocation,
} from '@cfq/bit-allocation';
import type { PreparedDataset } from '@cfq/datasets';
import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { defaultBatch } from '../batch-size.ts';
import { classificationScores } from '../classification-scores.ts';
import { TrainingError } from '../errors.ts';
import { predictDeployed } from '../predict-student.ts';
import { pointSets } from '../points/point-sets.ts';
import { compileStudentEpoch, pointsOf } from './compile-student-epoch.ts';
import { deployedLogits, deployedParameters, deployStudent } from './deployed-student.ts';
import { fitStudent } from './fit-student.ts';
import { initStudent } from './init-student.ts';
import { pointSource } from './point-source.ts';
import { proposeAllocations } from './propose-allocations.ts';
import { hardened, nextMultiplier, policyAverageBits, policyProbabilities } from './search-bits.ts';
import type { MethodName } from '../methods/methods.ts';
import type { QuantizedMethod } from '../methods/method.ts';
import type { Teacher } from '../teacher.ts';
import type { TeacherRecourse } from '../teacher-recourse.ts';
import type { StudentForm, StudentParameters } from './student-form.ts';
import type { QuantizedStudent, StudentEpochRecord } from './student.ts';

/** A quantized student to train, everything settled. */
export interface TrainQuantizedProblem {
  readonly method: MethodName;
  readonly recipe: QuantizedMethod;
  readonly teacher: Teacher;
  readonly dataset: Pick<PreparedDataset, 'train' | 'validation' | 'featureSpace'>;
  /** Null where the recipe needs none. */
  readonly recourse: TeacherRecourse | null;
  readonly budgetBits: number;
  readonly seed: number;
  readonly steps: number;
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (record: StudentEpochRecord) => void;
}

/** Native calls that a training run is cut into. */
const epochs = 20;
/** Calls of those that search for bits, where a policy is learned. */
const searchEpochs = 8;
/** Calls of a trial of an allocation. */
const trialEpochs = 4;
/** Training rows that the activations are calibrated on, at most. */
const calibrationRows = 4096;

/** Whether a method looks at the teacher's actions. */
export function needsRecourse({ terms, allocator }: QuantizedMethod): boolean {
  const points = pointsOf(terms.map(({ term }) => term));
  return allocator === 'counterfactual-knapsack' || points.some((name) => pointSets[name].needsRecourse);
}

/** Trains a quantized student: chooses bits, trains under them, rounds to integers. */
export async function trainQuantized(problem: TrainQuantizedProblem): Promise<QuantizedStudent> {
  const { method, teacher, budgetBits, seed } = problem;
  const started = performance.now();
  const { model } = teacher;
  const history: StudentEpochRecord[] = [];
  const chosen = await chooseBits(problem, history);
  assertWithinBudget(model.layers, chosen.allocation, budgetBits);
  const form = formOf(problem, chosen.allocation);
  const parameters = await fit(problem, form, chosen.start, history);
  const deployed = deployStudent(form, parameters);
  return {
    kind: 'quantized',
    method,
    model,
    seed,
    allocation: chosen.allocation,
    averageBits: averageBits(model.layers, chosen.allocation),
    deployed,
    parameters: deployedParameters(deployed),
    logits: deployedLogits(deployed),
    history,
    seconds: (performance.now() - started) / 1000,
  };
}

/** The form under an allocation, or with every candidate in play for null. */
function formOf(
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

function begin(problem: TrainQuantizedProblem, form: StudentForm): Promise<StudentParameters<NDArray>> {
  return initStudent({
    form,
    parameters: problem.teacher.parameters,
    calibration: calibration(problem),
    stepStart: problem.recipe.weights.stepStart,
  });
}

/** Settings that the search for bits and the training under them share. */
function shared(problem: TrainQuantizedProblem, form: StudentForm, weights: readonly number[]) {
  const { recipe, teacher, dataset, recourse, threads, signal, steps } = problem;
  const terms = recipe.terms.map(({ term }) => term);
  const { source, counts } = pointSource(dataset.train, dataset.featureSpace, recourse);
  return {
    epoch: compileStudentEpoch({ form, terms, quantizerRate: recipe.training.quantizerRate, threads }),
    terms,
    weights,
    teacher: teacher.parameters,
    source,
    counts,
    batch: defaultBatch(counts.rows),
    stepsPerEpoch: steps / epochs,
    learningRate: recipe.training.learningRate,
    totalDecay: recipe.training.totalDecay,
    ...(signal ? { signal } : {}),
  };
}

async function chooseBits(
  problem: TrainQuantizedProblem,
  history: StudentEpochRecord[],
): Promise<{ readonly allocation: Allocation; readonly start: StudentParameters<NDArray> | null }> {
  const { recipe, teacher, recourse, budgetBits, signal } = problem;
  const { layers } = teacher.model;
  if (recipe.allocator === 'uniform')
    return { allocation: uniformAllocation({ layers, budgetBits }), start: null };
  if (recipe.allocator === 'gumbel') return searchBits(problem, history);
  if (recourse === null) {
    throw new TrainingError('trainStudent: internal: this allocator measures at recourse points (got none).');
  }
  const { proposals } = await proposeAllocations({
    teacher,
    recourse,
    candidates: defaultCandidates,
    budgetBits,
    perChannel: recipe.weights.perChannel,
    ...(signal ? { signal } : {}),
  });
  return { allocation: await tryAllocations(problem, proposals, history), start: null };
}

/** The proposal whose short training run ends with the lowest objective; the first of equals. */
async function tryAllocations(
  problem: TrainQuantizedProblem,
  proposals: readonly Allocation[],
  history: StudentEpochRecord[],
): Promise<Allocation> {
  const [first, ...others] = proposals;
  if (first === undefined) {
    throw new TrainingError('trainStudent: internal: there must be an allocation to try (got none).');
  }
  if (others.length === 0) return first;
  const { recipe, seed, steps, onProgress } = problem;
  const weights = recipe.terms.map(({ weight }) => weight);
  let best = { allocation: first, loss: Infinity };
  for (const allocation of proposals) {
    const form = formOf(problem, allocation);
    let loss = Infinity;
    await fitStudent({
      ...shared(problem, form, weights),
      start: await begin(problem, form),
      stream: randomStream(seed, 'student', recipe.name, 'trial'),
      steps: (steps / epochs) * trialEpochs,
      onEpoch: ({ epoch, losses }) => {
        loss = losses['loss'] ?? Number.NaN;
        const record: StudentEpochRecord = {
          phase: 'trial',
          epoch,
          epochs: trialEpochs,
          losses,
          validationLoss: Number.NaN,
          allocation,
        };
        history.push(record);
        onProgress?.(record);
        return weights;
      },
    });
    if (loss < best.loss) best = { allocation, loss };
  }
  return best.allocation;
}

/** Trains weights and policy together, then hardens the policy within the budget. */
async function searchBits(
  problem: TrainQuantizedProblem,
  history: StudentEpochRecord[],
): Promise<{ readonly allocation: Allocation; readonly start: StudentParameters<NDArray> }> {
  const { recipe, teacher, budgetBits, seed, steps, onProgress } = problem;
  const { layers } = teacher.model;
  const form = formOf(problem, null);
  const start = await begin(problem, form);
  const found = await fitStudent({
    ...shared(
      problem,
      form,
      recipe.terms.map(({ weight }) => weight),
    ),
    start,
    stream: randomStream(seed, 'student', recipe.name, 'search'),
    steps: (steps / epochs) * searchEpochs,
    onEpoch: ({ epoch, parameters, losses, weights }) => {
      const logits = parameters.policy[0]!;
      const expected = policyAverageBits(layers, defaultCandidates, logits);
      const at = recipe.terms.findIndex(({ term }) => term.kind === 'bits');
      const record: StudentEpochRecord = {
        phase: 'search',
        epoch,
        epochs: searchEpochs,
        losses,
        validationLoss: Number.NaN,
        policy: policyProbabilities(logits),
        ...(at < 0 ? {} : { multiplier: weights[at]! }),
      };
      history.push(record);
      onProgress?.(record);
      return weights.map((weight, index) =>
        index === at ? nextMultiplier(weight, expected, budgetBits) : weight,
      );
    },
  });
  const { allocation } = hardened(layers, defaultCandidates, found.policy[0]!, budgetBits);
  return { allocation, start: { ...found, policy: [] } };
}

/** Trains under fixed bits, from where the search ended or from the teacher. */
async function fit(
  problem: TrainQuantizedProblem,
  form: StudentForm,
  searched: StudentParameters<NDArray> | null,
  history: StudentEpochRecord[],
): Promise<StudentParameters<NDArray>> {
  const { recipe, dataset, seed, steps, onProgress } = problem;
  const { validation } = dataset;
  const start = searched === null ? await begin(problem, form) : keepChosen(form, searched);
  let best = { loss: Infinity, parameters: start };
  const fitEpochs = searched === null ? epochs : epochs - searchEpochs;
  const last = await fitStudent({
    ...shared(
      problem,
      form,
      recipe.terms.map(({ weight }) => weight),
    ),
    start,
    stream: randomStream(seed, 'student', recipe.name, 'fit'),
    steps: (steps / epochs) * fitEpochs,
    onEpoch: async ({ epoch, parameters, losses, weights }) => {
      let loss = Number.NaN;
      if (recipe.training.keep === 'best') {
        const logits = await predictDeployed(deployStudent(form, parameters), validation.x);
        loss = classificationScores(logits, validation.y).loss;
        if (loss < best.loss) best = { loss, parameters };
      }
      const record: StudentEpochRecord = {
        phase: 'fit',
        epoch,
        epochs: fitEpochs,
        losses,
        validationLoss: loss,
      };
      history.push(record);
      onProgress?.(record);
      return weights;
    },
  });
  return recipe.training.keep === 'best' ? best.parameters : last;
}

/** Drops the candidates that were not chosen. */
function keepChosen(form: StudentForm, parameters: StudentParameters<NDArray>): StudentParameters<NDArray> {
  return {
    ...parameters,
    weights: Object.fromEntries(
      Object.entries(parameters.weights).map(([layer, learned]) => [
        layer,
        Object.fromEntries(
          (form.weights.candidates[layer] ?? []).map((bits) => [`b${bits}`, learned[`b${bits}`]!]),
        ),
      ]),
    ),
  };
}

import type { PreparedDataset } from '@cfq/datasets';
import { assertBudgetPossible, averageBits, defaultCandidates } from '@cfq/bit-allocation';
import { borrowScope, type CompileScope } from '@cfq/jit';
import { isPart } from '@cfq/parts';
import { actionSetFromFeatureSpace, type ActionSet, type CostSpec } from '@cfq/recourse';
import { parseDecisionRule } from '../decision/decision-rule.ts';
import { needsRecourse } from '../recipe/needs-recourse.ts';
import { teacherVariantOf } from '../recipe/teacher-variant-of.ts';
import { columnGridOf, columnsOnGrid } from '../model/columns-on-bits.ts';
import { modelLogits } from '../model/model-logits.ts';
import { trainQuantized } from '../stages/train-quantized.ts';
import { callSizes, trainingSteps } from '../stages/training-calls.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import { TrainingError } from '../training-error.ts';
import type { FullPrecisionMethod, Method, QuantizedMethod } from '../recipe/method.ts';
import type { Model } from '../model/model.ts';
import type { Teacher } from '../model/teacher.ts';
import type { TeacherRecourse } from '../recourse/teacher-recourse.ts';
import type { TeacherOptions } from '../teachers/teacher-options.ts';
import type { FullPrecisionStudent, Student, StudentEpochRecord } from './student.ts';

/** What {@link trainStudent} makes a student from. */
export interface TrainStudentProblem {
  /** A recipe: one of `methods`, one changed by `overrideRecipe`, or one of your own made with `defineMethod`. */
  readonly method: Method;
  readonly teacher: Teacher;
  readonly dataset: Pick<PreparedDataset, 'train' | 'validation' | 'featureSpace'>;
  /** Most bits per weight, parameter-weighted mean; at least 2. Methods of one width ignore it. */
  readonly budgetBits: number;
  /** Decides the order of rows and every other random choice of the student. */
  readonly seed: number;
  /** The teacher's actions on training rows, of `teacherRecourse`: for a method that `needsRecourse`. Others ignore it. */
  readonly recourse?: TeacherRecourse | undefined;
  /** Default: what the feature space permits. */
  readonly actionSet?: ActionSet | undefined;
  /** Cost of actions, for terms that look at it; default L1. */
  readonly cost?: CostSpec | undefined;
  /** Updates, where other than the method's own number are wanted; an integer from 1. Methods without any ignore it. */
  readonly steps?: number | undefined;
  /** How the teacher was trained; `retrained` trains another with the same options. */
  readonly teacherOptions?: TeacherOptions | undefined;
  /** Threads of the engine; default 1. */
  readonly threads?: number | undefined;
  /** Where graphs are compiled; default: for this call alone. */
  readonly scope?: CompileScope | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((record: StudentEpochRecord) => void) | undefined;
}

/** Added to the seed of the multiplicity floor, so that it meets no teacher of a five-seed run. */
const retrainedSeedOffset = 1_000_003;

/**
 * Trains the student of a method under a budget of bits.
 *
 * @throws TrainingError for a teacher of another variant, missing recourse or a malformed problem, AllocationError for an
 *   impossible budget; the signal's reason when aborted.
 */
export async function trainStudent(problem: TrainStudentProblem): Promise<Student> {
  const { method } = problem;
  assertMethod(method);
  await using scope = borrowScope(problem.scope);
  return method.kind === 'full-precision'
    ? await keepFullPrecision(method, problem, scope)
    : await quantize(method, problem, scope);
}

function assertMethod(method: unknown): asserts method is Method {
  if (isPart(method) && method.part === 'method') return;
  throw new TrainingError(
    `trainStudent: method is a value (expected what defineMethod makes, got ${JSON.stringify(method)}). ` +
      'Pass methods.lsq, or method(name) for a name.',
  );
}

async function quantize(
  method: QuantizedMethod,
  problem: TrainStudentProblem,
  scope: CompileScope,
): Promise<Student> {
  const { teacher, dataset, seed, recourse, threads = 1, signal, onProgress } = problem;
  const wanted = teacherVariantOf(method);
  const given = teacher.variant ?? 'standard';
  if (given !== wanted) {
    throw new TrainingError(
      `trainStudent: ${method.name} keeps the promises of its own kind of teacher (expected variant ${wanted}, got ${given}). ` +
        `Train it with trainTeacher({ variant: '${wanted}' }).`,
    );
  }
  const { fixedBits } = method.bits;
  const budgetBits = fixedBits ?? problem.budgetBits;
  const ownSteps = trainingSteps(method.training.length, dataset.train.y.length);
  const steps = ownSteps === 0 ? 0 : (problem.steps ?? ownSteps);
  assertBudgetPossible('trainStudent', fixedBits === undefined ? defaultCandidates : [fixedBits], budgetBits);
  if (ownSteps > 0 && (!Number.isInteger(steps) || steps < 1)) {
    throw new TrainingError(
      `trainStudent: steps is a number of updates (expected an integer from 1, got ${steps}). Set steps.`,
    );
  }
  const needed = needsRecourse(method);
  if (needed && recourse === undefined) {
    throw new TrainingError(
      `trainStudent: ${method.name} looks at the teacher's actions (expected recourse, got none). Pass what ` +
        'teacherRecourse({ teacher, dataset, actionSet }) gives.',
    );
  }
  return trainQuantized({
    ...{
      method,
      teacher,
      model: studentModel(method, problem, scope),
      dataset,
      budgetBits,
      seed,
      threads,
      scope,
      signal,
    },
    recourse: needed && recourse !== undefined ? recourse : null,
    rules: {
      actionSet: problem.actionSet ?? actionSetFromFeatureSpace(dataset.featureSpace),
      cost: problem.cost ?? { norm: 'l1' },
    },
    candidates: defaultCandidates,
    calls: callSizes(steps),
    report: (record) => onProgress?.(record),
  });
}

/** The teacher's model, with its columns on few bits where the method says so: one value for all that is compiled of it. */
function studentModel(
  { inputBits }: QuantizedMethod,
  { teacher: { model }, dataset }: TrainStudentProblem,
  scope: CompileScope,
): Model {
  if (inputBits === undefined) return model;
  const { x } = dataset.train;
  return scope.compileOnce([studentModel, model, x, inputBits], () =>
    columnsOnGrid(model, columnGridOf(x, inputBits)),
  );
}

async function keepFullPrecision(
  { name, model: kept }: FullPrecisionMethod,
  { teacher, dataset, seed, teacherOptions, signal }: TrainStudentProblem,
  scope: CompileScope,
): Promise<FullPrecisionStudent> {
  const { model } = teacher;
  const source =
    kept === 'teacher'
      ? { parameters: teacher.parameters, training: { ...teacher.training, seconds: 0 } }
      : await trainTeacher({
          ...{ model, dataset, scope, signal },
          options: { ...teacherOptions, ...sameDecay(teacher) },
          decision: parseDecisionRule(teacher.decision.rule),
          classWeights: teacher.classWeights,
          seed: seed + retrainedSeedOffset,
        });
  const { history, seconds } = source.training;
  const allocation = model.layers.map(({ layer }) => ({ layer, bits: 32 }));
  return {
    kind: 'full-precision',
    method: name,
    model,
    seed,
    allocation,
    averageBits: averageBits(model.layers, allocation),
    parameters: source.parameters,
    logits: modelLogits(model),
    history: history.map(({ epoch, trainingLoss, validationLoss }) => ({
      phase: 'fit',
      epoch,
      epochs: history.length,
      losses: { loss: trainingLoss },
      validationLoss,
    })),
    seconds,
  };
}

/** A second teacher differs in its seed alone: the decay that was chosen for the first is its own. */
function sameDecay({ training: { decay } }: Teacher): TeacherOptions {
  return Number.isNaN(decay) ? {} : { decay };
}

import type { PreparedDataset } from '@cfq/datasets';
import { assertBudgetPossible, averageBits, defaultCandidates } from '@cfq/bit-allocation';
import { actionSetFromFeatureSpace, type ActionSet, type CostSpec, type SolverName } from '@cfq/recourse';
import { TrainingError } from '../training-error.ts';
import { method as methodOf, type MethodName } from '../methods/methods.ts';
import { overrideRecipe } from '../methods/override-recipe.ts';
import { modelLogits } from '../model/model-logits.ts';
import { teacherRecourse } from '../recourse/teacher-recourse.ts';
import { trainingSteps } from '../stages/student-run.ts';
import { needsRecourse, trainQuantized } from '../stages/train-quantized.ts';
import { teacherVariantOf } from '../model/teacher-variant.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import type { FullPrecisionMethod } from '../methods/method.ts';
import type { RecipeOverrides } from '../methods/recipe-overrides.ts';
import type { RecourseStore } from '../recourse/recourse-store.ts';
import type { FullPrecisionStudent, Student, StudentEpochRecord } from './student.ts';
import type { Teacher } from '../model/teacher.ts';
import type { TeacherActions } from '../recourse/teacher-actions.ts';
import type { TeacherOptions } from '../teachers/teacher-options.ts';

/** What {@link trainStudent} makes a student from. */
export interface TrainStudentProblem {
  readonly method: MethodName;
  readonly teacher: Teacher;
  readonly dataset: Pick<PreparedDataset, 'train' | 'validation' | 'featureSpace'>;
  /** Most bits per weight, parameter-weighted mean; at least 2. Methods of one width (32, or `fixedBits`) ignore it. */
  readonly budgetBits: number;
  /** Decides the order of rows and every other random choice of the student. */
  readonly seed: number;
  /** Default: what the feature space permits. */
  readonly actionSet?: ActionSet;
  /** Cost of the teacher's actions on training rows; default L1. */
  readonly cost?: CostSpec;
  /** What differs from the method's recipe. */
  readonly overrides?: RecipeOverrides;
  /** Solver of the teacher's actions on training rows; default `pgd`. */
  readonly solver?: SolverName;
  /** How good the teacher's actions on training rows are; default: as good as the solver makes them. */
  readonly teacherActions?: TeacherActions;
  /** Where the teacher's actions are kept; default: with the teacher. */
  readonly store?: RecourseStore;
  /** Updates, where other than the method's own number are wanted; a positive multiple of 20. Methods without any ignore it. */
  readonly steps?: number;
  /** How the teacher was trained; `retrained` trains another with the same options. */
  readonly teacherOptions?: TeacherOptions;
  /** Threads of the engine; default 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (record: StudentEpochRecord) => void;
}

/** Added to the seed of the multiplicity floor, so that it meets no teacher of a five-seed run. */
const retrainedSeedOffset = 1_000_003;

/**
 * Trains the student of a method under a budget of bits.
 *
 * @throws TrainingError for an unknown method or a malformed problem, AllocationError for an impossible budget; the signal's
 *   reason when aborted.
 */
export async function trainStudent(problem: TrainStudentProblem): Promise<Student> {
  const recipe = overrideRecipe(methodOf(problem.method), problem.overrides ?? {});
  const wanted = teacherVariantOf(recipe);
  const given = problem.teacher.variant ?? 'standard';
  if (recipe.kind === 'quantized' && given !== wanted) {
    throw new TrainingError(
      `trainStudent: ${recipe.name} keeps the promises of its own kind of teacher (expected variant ${wanted}, got ${given}). ` +
        `Train it with trainTeacher({ variant: '${wanted}' }).`,
    );
  }
  if (recipe.kind === 'full-precision') return keepFullPrecision(recipe, problem);
  const { teacher, dataset, signal, threads = 1 } = problem;
  const budgetBits = recipe.weights.fixedBits ?? problem.budgetBits;
  const ownSteps = trainingSteps(recipe, dataset.train.y.length);
  const steps = ownSteps === 0 ? 0 : (problem.steps ?? ownSteps);
  assertBudgetPossible('trainStudent', defaultCandidates, budgetBits);
  if (ownSteps > 0 && (!Number.isInteger(steps) || steps < 20 || steps % 20 !== 0)) {
    throw new TrainingError(
      `trainStudent: steps is a positive multiple of 20 (expected e.g. 2000, got ${steps}). Set steps.`,
    );
  }
  const actions = {
    actionSet: problem.actionSet ?? actionSetFromFeatureSpace(dataset.featureSpace),
    cost: problem.cost ?? { norm: 'l1' },
  } as const;
  const recourse = needsRecourse(recipe)
    ? await teacherRecourse({
        teacher,
        dataset,
        ...actions,
        ...(problem.solver ? { solver: problem.solver } : {}),
        ...(problem.teacherActions ? { actions: problem.teacherActions } : {}),
        ...(problem.store ? { store: problem.store } : {}),
        ...(signal ? { signal } : {}),
      })
    : null;
  return trainQuantized({
    method: problem.method,
    recipe,
    teacher,
    dataset,
    recourse,
    actions,
    budgetBits,
    seed: problem.seed,
    steps,
    threads,
    ...(signal ? { signal } : {}),
    ...(problem.onProgress ? { onProgress: problem.onProgress } : {}),
  });
}

async function keepFullPrecision(
  recipe: FullPrecisionMethod,
  { method, teacher, dataset, seed, teacherOptions, signal }: TrainStudentProblem,
): Promise<FullPrecisionStudent> {
  const source =
    recipe.model === 'teacher'
      ? { ...teacher, seconds: 0 }
      : await trainTeacher({
          model: teacher.model,
          dataset,
          seed: seed + retrainedSeedOffset,
          ...(teacherOptions ? { options: teacherOptions } : {}),
          ...(signal ? { signal } : {}),
        });
  const allocation = teacher.model.layers.map(({ layer }) => ({ layer, bits: 32 }));
  return {
    kind: 'full-precision',
    method,
    model: teacher.model,
    seed,
    allocation,
    averageBits: averageBits(teacher.model.layers, allocation),
    parameters: source.parameters,
    logits: modelLogits(teacher.model),
    history: source.history.map(({ epoch, trainingLoss, validationLoss }) => ({
      phase: 'fit',
      epoch,
      epochs: source.history.length,
      losses: { loss: trainingLoss },
      validationLoss,
    })),
    seconds: source.seconds,
  };
}

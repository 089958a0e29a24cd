import { borrowScope, randomStream, type CompileScope } from '@cfq/jit';
import type { PreparedDataset } from '@cfq/datasets';
import { actionSetFromFeatureSpace, type ActionSet, type CostSpec } from '@cfq/recourse';
import { chooseDecision } from '../decision/choose-decision.ts';
import { settleClassWeights, type ClassWeights } from '../decision/class-weights.ts';
import { foldDecision } from '../decision/decision.ts';
import { checkDecisionRule, evenOdds, type DecisionRule } from '../decision/decision-rule.ts';
import { oneStandardError } from '../decision/one-standard-error.ts';
import { favourableMargins } from '../model/favourable-class.ts';
import { predictModel } from '../model/model-logits.ts';
import { weightedLosses } from '../model/classification-scores.ts';
import { teacherScores } from '../model/teacher-scores.ts';
import { fitReference } from '../reference/fit-reference.ts';
import { TrainingError } from '../training-error.ts';
import { assertEnoughRows } from '../decision/assert-enough-rows.ts';
import { assertInformative } from './assert-informative.ts';
import { consistencyTrainer } from './consistency-trainer.ts';
import { followTrainer, type FollowedRun, type FollowOptions } from './follow-trainer.ts';
import { recoursePeriod } from './own-recourse.ts';
import { marginTrainer } from './margin-trainer.ts';
import { standardTrainer } from './standard-trainer.ts';
import {
  decayPath,
  teacherOptions,
  type SettledTeacherOptions,
  type TeacherOptions,
} from './teacher-options.ts';
import { teacherVariants, type TeacherVariant } from '../model/teacher-variant.ts';
import type { Model } from '../model/model.ts';
import type { EpochRecord, Teacher } from '../model/teacher.ts';
import type { TrainerSetting, RecourseTrainerSetting } from './teacher-trainer.ts';

/** What {@link trainTeacher} learns from. */
export interface TrainTeacherProblem {
  readonly model: Model;
  readonly dataset: Pick<PreparedDataset, 'train' | 'validation'> &
    Partial<Pick<PreparedDataset, 'featureSpace'>>;
  /** Decides initial weights and the order of rows. */
  readonly seed: number;
  readonly options?: TeacherOptions | undefined;
  /** Default `standard`. */
  readonly variant?: TeacherVariant | undefined;
  /** How its cut-off is found; default even odds. */
  readonly decision?: DecisionRule | undefined;
  /** What rows of a class weigh in its loss and in that of its students; default `'none'`. */
  readonly classWeights?: ClassWeights | undefined;
  /** What people may do, for a variant that looks at its own recourse; default: what the feature space permits. */
  readonly actionSet?: ActionSet | undefined;
  /** Cost of its actions; default L1. */
  readonly cost?: CostSpec | undefined;
  /** Where graphs are compiled; default: for this call alone. */
  readonly scope?: CompileScope | undefined;
  /** Stops between two epochs with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((record: EpochRecord & { readonly epochs: number }) => void) | undefined;
}

/**
 * Trains a full-precision classifier until it is trained out: AdamW with a cosine decay, each epoch one native call, the parameters of
 * the lowest validation loss kept, stopped when it has not fallen for `patience` epochs, and run again twice as long where
 * it was still falling at the end. Where no decay is given, every decay of a short path is trained from the same start, and the
 * largest within one standard error of the lowest validation loss is kept; variants, and teachers with a `decayScale`, dropout or
 * another epoch kept, are trained after that under the decay that suits the task loss.
 * A logistic regression is solved to its optimum instead, as `fitReference` does.
 *
 * Selecting on the loss and not on accuracy matters: the best accuracy can be reached by an under-trained model that
 * answers the majority class.
 *
 * @throws TrainingError for bad options or too few rows of a class, before anything is trained.
 * @throws UninformativeTeacherError when, of a teacher chosen by its loss, on validation rows, the teacher's cross-entropy is no lower than that of always
 *   answering with the class frequencies, or its AUC is not above one half beyond chance.
 * @throws The signal's reason when aborted.
 */
export async function trainTeacher(problem: TrainTeacherProblem): Promise<Teacher> {
  const { model, dataset, seed, variant = 'standard', signal } = problem;
  const { train, validation } = dataset;
  const options = teacherOptions(train.y.length, problem.options ?? {});
  const rule = checkDecisionRule(problem.decision ?? evenOdds);
  const begin = trainerOf(variant, problem);
  assertEnoughRows('trainTeacher', dataset);
  const classWeights = settleClassWeights(problem.classWeights ?? 'none', train.y);
  const plain = options.decayScale === 1 && options.dropout === 0 && options.keep === 'loss';
  assertSpecial(problem, options);
  if (variant === 'standard' && model.hiddenLayers.length === 0 && model.classes === 2) {
    const decays = options.decay === null ? undefined : [options.decay];
    const solved = await fitReference({ ...problem, decision: rule, decays });
    await assertKnowing(solved, validation, problem.scope);
    return { ...solved, variant };
  }
  await using scope = borrowScope(problem.scope);
  const began = performance.now();
  const setting: TrainerSetting = {
    ...{ model, train, seed, classWeights, scope, signal },
    stream: randomStream(seed, 'teacher'),
    batch: options.batch,
    epochs: options.epochs,
    stepsPerEpoch: options.stepsPerEpoch,
    dropout: 0,
    threads: options.threads,
  };
  const tried: FollowedRun[] = [];
  for (const decay of options.decay === null ? decayPath : [options.decay]) {
    tried.push(await trainOut(problem, { ...options, decay, keep: 'loss' }, setting, standard));
  }
  const chosen = oneStandardError(tried);
  const run =
    variant === 'standard' && plain
      ? chosen
      : await trainOut(
          problem,
          { ...options, decay: chosen.decay * options.decayScale },
          { ...setting, dropout: options.dropout },
          begin(chosen),
        );
  const margins = favourableMargins(await predictModel(model, run.parameters, validation.x, { scope }));
  const decision = chooseDecision({ rule, margins, labels: validation.y });
  const parameters = foldDecision(model, run.parameters, decision);
  const rules = { decision, classWeights };
  const scores = teacherScores(
    await predictModel(model, parameters, validation.x, { scope }),
    validation.y,
    rules,
  );
  const teacher: Teacher = {
    ...{ model, parameters, seed, variant },
    ...rules,
    scores,
    training: {
      decay: run.decay,
      path: tried.map(({ decay, loss, converged }) => ({ decay, loss, converged })),
      learningRate: options.learningRate,
      epochs: run.history.length,
      bestEpoch: run.bestEpoch,
      converged: run.converged,
      history: run.history,
      seconds: (performance.now() - began) / 1000,
    },
  };
  if (options.keep === 'loss') await assertKnowing(teacher, validation, scope);
  return teacher;
}

/**
 * Refuses what does not go together.
 *
 * @throws TrainingError for dropout of a variant that looks at its own recourse, and for any way of training a network where there
 *   is nothing hidden: that model is solved.
 */
function assertSpecial(
  { model, variant = 'standard' }: TrainTeacherProblem,
  { dropout, keep, decayScale }: SettledTeacherOptions,
): void {
  if (dropout > 0 && variant !== 'standard') {
    throw new TrainingError(
      `trainTeacher: dropout is of the standard teacher (expected 0 for variant ${variant}, got ${dropout}). Leave it out.`,
    );
  }
  if (model.hiddenLayers.length === 0 && (dropout > 0 || keep !== 'loss' || decayScale !== 1)) {
    throw new TrainingError(
      'trainTeacher: a model without hidden layers is solved to its optimum (expected no dropout, keep or decayScale, ' +
        `got ${dropout}, ${keep} and ${decayScale}). Leave them out.`,
    );
  }
}

/** Refuses a teacher that knows no more than the class frequencies. */
async function assertKnowing(
  teacher: Teacher,
  { x, y }: PreparedDataset['validation'],
  scope: CompileScope | undefined,
): Promise<void> {
  const logits = await predictModel(teacher.model, teacher.parameters, x, { scope });
  assertInformative({ scores: teacher.scores, losses: weightedLosses(logits, y, teacher), labels: y });
}

/** Follows a trainer of a kind. */
type Begin = (setting: TrainerSetting, how: FollowOptions) => Promise<FollowedRun>;

const standard: Begin = (setting, how) => followTrainer(standardTrainer(setting), setting, how);

/** Longest run, in lengths of the first one, that is begun where a shorter one has not converged. */
const longest = 4;

/** A run under one decay, twice and four times as long where it is needed and no length was asked for. */
async function trainOut(
  problem: TrainTeacherProblem,
  options: SettledTeacherOptions & { readonly decay: number },
  setting: TrainerSetting,
  begin: Begin,
): Promise<FollowedRun> {
  const { validation } = problem.dataset;
  for (let times = 1; ; times *= 2) {
    const longer = { ...setting, epochs: times * setting.epochs };
    const how = { ...options, validation, onProgress: problem.onProgress };
    const run = await begin(longer, how);
    if (run.converged || times === longest || problem.options?.epochs !== undefined) return run;
  }
}

/**
 * How a variant is trained, after a training on the task alone.
 *
 * @throws TrainingError where there is no such variant, or nothing says what people may do.
 */
function trainerOf(variant: TeacherVariant, problem: TrainTeacherProblem): (alone: FollowedRun) => Begin {
  if (variant === 'standard') return () => standard;
  if (!teacherVariants.includes(variant)) {
    throw new TrainingError(
      `trainTeacher: unknown variant (expected one of ${teacherVariants.join(', ')}, got "${variant}"). Correct it.`,
    );
  }
  const rules = rulesOf(problem);
  const { epochs } = problem.options ?? {};
  recoursePeriod({ epochs });
  return ({ bestEpoch }) => {
    const period = recoursePeriod({ epochs, bestEpoch });
    return variant === 'margin'
      ? (setting, how) => followTrainer(marginTrainer({ ...setting, ...rules, period }), setting, how)
      : (setting, how) => followTrainer(consistencyTrainer({ ...setting, ...rules, period }), setting, how);
  };
}

/** What people may do and what it costs them, for a teacher that looks at its own recourse. */
function rulesOf({
  actionSet,
  cost,
  dataset,
  variant,
}: TrainTeacherProblem): Pick<RecourseTrainerSetting, 'actionSet' | 'cost'> {
  const permitted =
    actionSet ?? (dataset.featureSpace ? actionSetFromFeatureSpace(dataset.featureSpace) : undefined);
  if (permitted === undefined) {
    throw new TrainingError(
      `trainTeacher: variant ${variant} looks at its own recourse (expected an action set or a feature space, got neither). ` +
        'Pass actionSet.',
    );
  }
  return { actionSet: permitted, cost: cost ?? { norm: 'l1' } };
}

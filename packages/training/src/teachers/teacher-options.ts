import { TrainingError } from '../training-error.ts';
import { defaultBatch } from '../optimizer/batch-size.ts';

/** How a teacher is trained; every field has a default that suits the data sets of the protocol. */
export interface TeacherOptions {
  /** Rows of a step; default 64 for fewer than 2 000 training rows, else 256. */
  readonly batch?: number;
  /** Epochs at most, each a pass over the rows or 8 steps where a pass is shorter; default what gives about 2 000 steps, and twice or four times as many where
   * the validation loss still falls at the end. */
  readonly epochs?: number;
  /** First learning rate of the cosine decay; default 2e-3. */
  readonly learningRate?: number;
  /**
   * Total decay `λ Σ_t η_t` over a full run, at least 0: at 3 a weight no gradient supports shrinks by `e^3`. Fixing the
   * total instead of `λ` makes one setting serve short and long runs. It also makes the teacher smooth: of two teachers
   * that are equally accurate, the smoother one survives quantization better. Of a logistic regression the weight of its
   * L2 penalty, positive. Default: chosen on a short path by validation loss.
   */
  readonly decay?: number;
  /**
   * Factor on the decay, from 0; default 1. Teachers of other people are rarely decayed as much as validation would bear: with 0.1 or
   * less one has a teacher like theirs, trained after the decay was chosen as ever.
   */
  readonly decayScale?: number;
  /** Probability with which a hidden output is left out of a training step, from 0, below 1; default 0. */
  readonly dropout?: number;
  /** Which parameters of the run are kept; default `'loss'`. The decay is chosen by the loss whatever is kept. */
  readonly keep?: KeptEpoch;
  /** Epochs without a noticeably better validation loss (0.1 % of that of the class frequencies) after which training stops; default 300 steps, five epochs at least. */
  readonly patience?: number;
  /** Threads of the engine; default 1. */
  readonly threads?: number;
}

/**
 * Which epoch's parameters are kept: those of the lowest validation loss, of the highest validation accuracy at even odds (the first
 * of equals), or the last, without stopping before: a teacher that has learned its training rows by heart.
 */
export type KeptEpoch = (typeof keptEpochs)[number];

/** Every {@link KeptEpoch}. */
export const keptEpochs = ['loss', 'accuracy', 'last'] as const;

const known: readonly (keyof TeacherOptions)[] = [
  'batch',
  'epochs',
  'learningRate',
  'decay',
  'decayScale',
  'dropout',
  'keep',
  'patience',
  'threads',
];

/** Steps that a default run aims at, before it is known whether they are enough. */
const aimedSteps = 2000;
/** Steps without a better validation loss after which training stops, five epochs at least. */
const patientSteps = 300;

/** Steps of an epoch at least: where rows are few, each is seen more than once between two looks at validation rows. */
const fewestSteps = 8;

/** Total decays that are tried where none is given, ascending. */
export const decayPath: readonly number[] = [1, 3, 10, 20];

/** {@link TeacherOptions} with everything settled but the decay: null where it is to be chosen. */
export interface SettledTeacherOptions extends Required<Omit<TeacherOptions, 'decay'>> {
  readonly decay: number | null;
  /** Steps of an epoch. */
  readonly stepsPerEpoch: number;
}

/**
 * Options with defaults filled in for `rows` training rows.
 *
 * @throws TrainingError for an unknown option or a value out of range.
 */
export function teacherOptions(rows: number, options: TeacherOptions): SettledTeacherOptions {
  for (const key of Object.keys(options)) {
    if (!known.some((name) => name === key)) {
      throw new TrainingError(
        `trainTeacher: options are known (expected ${known.join(', ')}, got ${key}). Remove or correct it.`,
      );
    }
  }
  const batch = options.batch ?? defaultBatch(rows);
  const stepsPerEpoch = Math.max(fewestSteps, Math.floor(rows / batch));
  const settled = {
    batch,
    stepsPerEpoch,
    epochs: options.epochs ?? Math.ceil(aimedSteps / stepsPerEpoch),
    learningRate: options.learningRate ?? 2e-3,
    decay: options.decay ?? null,
    decayScale: options.decayScale ?? 1,
    dropout: options.dropout ?? 0,
    keep: options.keep ?? 'loss',
    patience: options.patience ?? Math.max(5, Math.ceil(patientSteps / stepsPerEpoch)),
    threads: options.threads ?? 1,
  };
  for (const name of ['batch', 'epochs', 'patience', 'threads'] as const) {
    if (!Number.isInteger(settled[name]) || settled[name] < 1) {
      throw new TrainingError(
        `trainTeacher: ${name} is a count (expected an integer from 1, got ${settled[name]}). Set ${name}.`,
      );
    }
  }
  if (!(settled.decayScale >= 0 && Number.isFinite(settled.decayScale))) {
    throw new TrainingError(
      `trainTeacher: decayScale is a factor (expected a number from 0, got ${settled.decayScale}). Set decayScale.`,
    );
  }
  if (!(settled.dropout >= 0 && settled.dropout < 1)) {
    throw new TrainingError(
      `trainTeacher: dropout is a probability (expected a number from 0, below 1, got ${settled.dropout}). Set dropout.`,
    );
  }
  if (!keptEpochs.includes(settled.keep)) {
    throw new TrainingError(
      `trainTeacher: keep says which epoch (expected one of ${keptEpochs.join(', ')}, got ${settled.keep}). Set keep.`,
    );
  }
  if (!(settled.learningRate > 0) || !((settled.decay ?? 0) >= 0)) {
    throw new TrainingError(
      `trainTeacher: learningRate is positive and decay not negative ` +
        `(got ${settled.learningRate} and ${settled.decay}). Correct them.`,
    );
  }
  return settled;
}

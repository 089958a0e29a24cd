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
  /** Epochs without a noticeably better validation loss (0.1 % of that of the class frequencies) after which training stops; default 300 steps, five epochs at least. */
  readonly patience?: number;
  /** Threads of the engine; default 1. */
  readonly threads?: number;
}

const known: readonly (keyof TeacherOptions)[] = [
  'batch',
  'epochs',
  'learningRate',
  'decay',
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
  if (!(settled.learningRate > 0) || !((settled.decay ?? 0) >= 0)) {
    throw new TrainingError(
      `trainTeacher: learningRate is positive and decay not negative ` +
        `(got ${settled.learningRate} and ${settled.decay}). Correct them.`,
    );
  }
  return settled;
}

import { TrainingError } from '../training-error.ts';
import { defaultBatch } from '../optimizer/batch-size.ts';

/** How a teacher is trained; every field has a default that suits the data sets of the protocol. */
export interface TeacherOptions {
  /** Rows of a step; default 64 for fewer than 2 000 training rows, else 256. */
  readonly batch?: number;
  /** Epochs at most; default what gives about 800 steps, between 8 and 30. */
  readonly epochs?: number;
  /** First learning rate of the cosine decay; default 2e-3. */
  readonly learningRate?: number;
  /**
   * Total decay `λ Σ_t η_t` over a full run, at least 0; default 3, so that a weight no gradient supports shrinks by
   * `e^3`. Fixing the total instead of `λ` makes one setting serve short and long runs. It also makes the teacher
   * smooth: of two teachers that are equally accurate, the smoother one survives quantization better.
   */
  readonly totalDecay?: number;
  /** Epochs without a better validation loss after which training stops; default 8. */
  readonly patience?: number;
  /** Threads of the engine; default 1. */
  readonly threads?: number;
}

const known: readonly (keyof TeacherOptions)[] = [
  'batch',
  'epochs',
  'learningRate',
  'totalDecay',
  'patience',
  'threads',
];

/** Steps that a default run aims at. */
const aimedSteps = 800;

/**
 * Options with defaults filled in for `rows` training rows.
 *
 * @throws TrainingError for an unknown option or a value out of range.
 */
export function teacherOptions(rows: number, options: TeacherOptions): Required<TeacherOptions> {
  for (const key of Object.keys(options)) {
    if (!known.some((name) => name === key)) {
      throw new TrainingError(
        `trainTeacher: options are known (expected ${known.join(', ')}, got ${key}). Remove or correct it.`,
      );
    }
  }
  const batch = options.batch ?? defaultBatch(rows);
  const stepsPerEpoch = Math.max(1, Math.floor(rows / batch));
  const settled = {
    batch,
    epochs: options.epochs ?? Math.min(30, Math.max(8, Math.ceil(aimedSteps / stepsPerEpoch))),
    learningRate: options.learningRate ?? 2e-3,
    totalDecay: options.totalDecay ?? 3,
    patience: options.patience ?? 8,
    threads: options.threads ?? 1,
  };
  for (const name of ['batch', 'epochs', 'patience', 'threads'] as const) {
    if (!Number.isInteger(settled[name]) || settled[name] < 1) {
      throw new TrainingError(
        `trainTeacher: ${name} is a count (expected an integer from 1, got ${settled[name]}). Set ${name}.`,
      );
    }
  }
  if (!(settled.learningRate > 0) || !(settled.totalDecay >= 0)) {
    throw new TrainingError(
      `trainTeacher: learningRate is positive and totalDecay not negative ` +
        `(got ${settled.learningRate} and ${settled.totalDecay}). Correct them.`,
    );
  }
  return settled;
}

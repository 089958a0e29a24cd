import type { Matrix } from '../internals/column.ts';

/** Recourse found for one model at one issue margin, over the population. */
export interface SolvedRecourse {
  /** `[denied, features]` the actions, in encoded units; 0 rows where none was found. */
  readonly delta: Matrix<Float32Array>;
  /** `[denied]` their costs, ≥ 0; `Infinity` is allowed where not valid. */
  readonly cost: Float32Array;
  /** `[denied]` 1 where the action is feasible and its own model reaches the favourable class with the margin. */
  readonly valid: Uint8Array;
}

/** An attribute of each test instance, sensitive or otherwise interesting. */
export interface Subgroups {
  /** Names of the groups. */
  readonly levels: readonly string[];
  /** `[test]` each instance's group, as an index into `levels`. */
  readonly codes: Int32Array;
}

/** Everything measured at one issue margin κ. */
export interface MarginRecord {
  /** The issue margin κ in logit units. */
  readonly kappa: number;
  /** δ_f: recourse on the full-precision model. */
  readonly teacher: SolvedRecourse;
  /** δ_q: recourse on the quantized model. */
  readonly student: SolvedRecourse;
  /** What happens at `x + δ_f`. */
  readonly atTeacherRecourse: {
    /** `[denied]` classes f_q(x + δ_f). */
    readonly studentPrediction: Int32Array;
    /** `[denied]` logit margins m_f(x + δ_f) of the favourable class. */
    readonly teacherMargin: Float32Array;
    /** `[denied]` logit margins m_q(x + δ_f) of the favourable class. */
    readonly studentMargin: Float32Array;
    /** `[denied]` 1 where a sound certificate holds; left out where none was computed. */
    readonly certified?: Uint8Array;
  };
}

/**
 * The per-instance record of one student: all that is needed to compute every aggregate again. Columns are
 * struct-of-arrays: entry `i` of a `[test]` column is test instance `i`, entry `i` of a `[denied]` column
 * is test instance `population[i]`.
 */
export interface RecourseRecord {
  /** Where it comes from, free-form: data set, method, seed, bits, … */
  readonly about: Readonly<Record<string, string | number>>;
  /** The favourable class. */
  readonly favourableClass: number;
  /** The whole test set. */
  readonly test: {
    /** `[test]` true classes. */
    readonly label: Int32Array;
    /** `[test]` classes f(x). */
    readonly teacherPrediction: Int32Array;
    /** `[test]` classes f_q(x). */
    readonly studentPrediction: Int32Array;
    /** Attributes with one code for each test instance. */
    readonly subgroups: Readonly<Record<string, Subgroups>>;
  };
  /** `[denied]` ascending test rows of everybody with `f(x) ≠ favourableClass`: all of them, never a prefix. */
  readonly population: Int32Array;
  /** Predictions on the way to the minimal (κ = 0) teacher recourse. */
  readonly nearMiss: {
    /** The fractions ρ, `[0.5, 0.8, 0.95]` in the protocol. */
    readonly fractions: readonly number[];
    /** `[denied, fractions]` classes f(x + ρδ_f). */
    readonly teacherPrediction: Matrix<Int32Array>;
    /** `[denied, fractions]` classes f_q(x + ρδ_f). */
    readonly studentPrediction: Matrix<Int32Array>;
  };
  /** By ascending κ; the first is κ = 0, on which near misses and the price of a safe margin rest. */
  readonly margins: readonly MarginRecord[];
}

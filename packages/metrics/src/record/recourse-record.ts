import type { Matrix } from '../internals/column.ts';

/** Recourse found for one model at one issue margin, over the population. */
export interface SolvedRecourse {
  /** `[denied, features]` the actions, in encoded units; 0 rows where none was found. */
  readonly delta: Matrix<Float32Array>;
  /** `[denied]` their costs, ≥ 0; `NaN` where not valid. `Infinity` is read there too. */
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

/** Points at which somebody stands who did almost what the teacher asked. */
export interface NearMissPoints {
  /** `[denied, points]` 1 where there is such a point: it is neither where the person stands nor where the action leads. */
  readonly exists: Matrix<Uint8Array>;
  /** `[denied, points]` the teacher's classes there, 0 where there is no point. */
  readonly teacherPrediction: Matrix<Int32Array>;
  /** `[denied, points]` the student's classes there, 0 where there is no point. */
  readonly studentPrediction: Matrix<Int32Array>;
}

/** What a person would read in a field of a form; `null` where there is no value. */
export type RawValue = number | string | null;

/** A feature as a person would name it. */
export interface RawFeature {
  readonly name: string;
  readonly kind: 'numeric' | 'ordinal' | 'categorical';
  /** What its numbers count, such as `EUR` or `months`. */
  readonly unit?: string;
  /** Values that exist are whole multiples of it. */
  readonly step?: number;
}

/** What one person is asked to change: the places of the features and their values afterwards; `null` without an action. */
export type RawAction = Readonly<{ features: readonly number[]; to: readonly RawValue[] }> | null;

/** The denied and what they are asked, in the values of the data and not of its encoding. */
export interface RawPeople {
  readonly features: readonly RawFeature[];
  /** `[denied][features]` what each says of themselves. */
  readonly before: readonly (readonly RawValue[])[];
  /** One entry an issue margin, in their order: what each of the denied is asked by either model. */
  readonly margins: readonly {
    /** `[denied]`. */
    readonly teacher: readonly RawAction[];
    /** `[denied]`. */
    readonly student: readonly RawAction[];
  }[];
}

/**
 * What the columns of `delta` are and what people may change: all that costs and feasibility of actions follow from. Plain
 * objects as `@cfq/datasets` and `@cfq/recourse` have them, which know what they mean.
 */
export interface RecordEncoding {
  /**
   * `FeatureSpace` of `@cfq/datasets`: `width`, and `features` with `name`, `kind`, `unit`, `offset`, `scale`, and the columns from
   * `start` on, `width` of them: one, or a one-hot group with its `categories`.
   */
  readonly featureSpace: object;
  /** `ActionSet` of `@cfq/recourse`, without the people that plausibility is held against. */
  readonly actionSet: object;
  /** `CostSpec` of `@cfq/recourse`: `norm` and `weights`; `efforts`, `[denied][features]`, where changes are harder for some. */
  readonly cost: object;
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
  /** Predictions at people who did almost what the minimal (κ = 0) teacher recourse asks. */
  readonly nearMiss: {
    /**
     * The numeric changes made by the share ρ, values that come in steps kept on their steps, all other changes made in
     * full; one column a fraction.
     */
    readonly short: NearMissPoints & {
      /** The fractions ρ, `[0.5, 0.8, 0.95]` in the protocol. */
      readonly fractions: readonly number[];
    };
    /** All changes but one; a column for the first change that is left out, the second, and so on, in the order of the features. */
    readonly allButOne: NearMissPoints;
  };
  /** By ascending κ; the first is κ = 0, on which near misses and the price of a safe margin rest. */
  readonly margins: readonly MarginRecord[];
  /** The denied and their actions as a person would read them, where that was asked for. */
  readonly raw?: RawPeople;
  /** Where that was asked for: how rows are encoded, what may change, and what it costs. */
  readonly encoding?: RecordEncoding;
}

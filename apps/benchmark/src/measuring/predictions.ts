/** What two models decide about the same people, and what becomes of the first one's promises. Plain data. */
export interface Predictions {
  /** Classes of all people; 1 is the favourable one. */
  readonly label: Int32Array;
  readonly teacherPrediction: Int32Array;
  readonly studentPrediction: Int32Array;
  /** Places of the people whom the teacher denies, ascending; columns below have one entry for each of them. */
  readonly population: Int32Array;
  /** Recourse of the teacher; undefined where none was measured. */
  readonly promises?: {
    readonly teacherValid: Uint8Array;
    /** 1 where the student approves whoever did what was asked; of no meaning where nothing was. */
    readonly studentPredictionAtTeacherRecourse: Int32Array;
  };
  /** Costs of both models' recourse, NaN where there is none; undefined where they were not measured. */
  readonly costs?: {
    readonly teacher: Float64Array;
    readonly student: Float64Array;
    readonly studentValid: Uint8Array;
  };
  /** Groups by attribute, one name a person. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

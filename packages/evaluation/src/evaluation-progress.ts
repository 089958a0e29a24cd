/** What an evaluation is doing. */
export interface EvaluationProgress {
  /** The model that is asked. */
  readonly model: 'teacher' | 'student';
  /**
   * `decisions` on the test set; the search for `recourse`; what becomes of the teacher's `actions`; and of the `near
   * misses`, the points short of them.
   */
  readonly step: 'decisions' | 'recourse' | 'actions' | 'near misses';
  /** Share of the step that is done, in `[0, 1]`. */
  readonly share: number;
}

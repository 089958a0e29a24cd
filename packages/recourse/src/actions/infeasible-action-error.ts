import { RecourseError } from '../recourse-error.ts';

/** The constraint an action breaks. */
export type ActionRule =
  | 'finite'
  | 'immutable'
  | 'absent value'
  | 'bounds'
  | 'direction'
  | 'limit'
  | 'max change'
  | 'grid'
  | 'ordinal value'
  | 'one category'
  | 'category target'
  | 'move'
  | 'rises-only-with'
  | 'at-most'
  | 'linear'
  | 'subset-limit'
  | 'moves-with'
  | 'plausibility'
  | 'sparsity';

/** What broke: the row of the batch, the feature's name (`null` for a rule about several) and the rule. */
export interface ActionViolation {
  readonly instance: number;
  readonly feature: string | null;
  readonly rule: ActionRule;
}

/** Raised by `assertFeasible` for the first action that breaks a constraint. */
export class InfeasibleActionError extends RecourseError implements ActionViolation {
  override readonly name = 'InfeasibleActionError';
  readonly instance: number;
  readonly feature: string | null;
  readonly rule: ActionRule;

  constructor(violation: ActionViolation, detail: string) {
    const where = violation.feature === null ? '' : `, feature '${violation.feature}'`;
    super(
      `assertFeasible: instance ${violation.instance}${where} breaks the rule '${violation.rule}' (${detail}).`,
    );
    this.instance = violation.instance;
    this.feature = violation.feature;
    this.rule = violation.rule;
  }
}

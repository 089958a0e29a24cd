import { flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import type { Rule } from '../internals/check.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface DeltaValidityInput {
  /** `[rows]` flags: there is an action that is valid on the model it was made for. */
  readonly valid: Column;
  /**
   * `[rows]` the least margin of the favourable class, where the action leads, of all models of a set Δ; exact where the
   * set is finite and all are asked, or a sound lower bound. `-Infinity` where nothing is known.
   */
  readonly lowestMargin: Column;
}

const bound: Rule = {
  holds: (value) => typeof value === 'number' && !Number.isNaN(value),
  expected: 'a number',
  entries: 'margins',
  remedy: 'Give -Infinity where nothing is known.',
};

/**
 * Δ-validity: the share of valid actions that _every_ model of a set Δ accepts: the models within a distance of the one in
 * use, or all its roundings at b bits. Range 0–1, 1 is best. With bounds in the place of margins it is a share that is
 * proved, never more than the true one.
 *
 * @returns the share; its count is the number of valid actions.
 * @throws MetricsError on unequal lengths, a flag other than 0/1 or a margin that is none.
 * @see Jiang, Leofante, Rago and Toni 2023, "Formalising the Robustness of Counterfactual Explanations for Neural Networks"
 *   (arXiv 2208.14878).
 */
export function deltaValidity(input: DeltaValidityInput): Statistic {
  const rules = { valid: flag, lowestMargin: bound };
  const { valid, lowestMargin } = readColumns('deltaValidity', input, rules);
  return meanOver(valid, (row) => Number(lowestMargin[row]! > 0));
}

import { AllocationError } from '../allocation-error.ts';
import type { Choice } from './choices.ts';

/**
 * The undominated partial allocations after some layers: ascending cost, strictly descending loss. Each state
 * remembers the state it grew from and the candidate it added, so that an allocation can be read back.
 */
export interface ParetoStates {
  readonly cost: Float64Array;
  readonly loss: Float64Array;
  readonly parent: Int32Array;
  readonly candidate: Uint8Array;
}

/** Decides whether a partial allocation can still be part of an answer; called in order of ascending cost. */
export type Keep = (cost: number, loss: number) => boolean;

/** Before any layer is chosen: one state, no cost, no loss. */
export function emptyState(): ParetoStates {
  return {
    cost: new Float64Array(1),
    loss: new Float64Array(1),
    parent: new Int32Array(1),
    candidate: new Uint8Array(1),
  };
}

/**
 * Extends every state by every choice of one more layer and keeps the undominated: a merge of as many sorted
 * lists as there are choices. Equal totals keep the state of the narrower candidate.
 *
 * Dominance loses no optimum: whatever completes a dominated state completes the dominating one, with no more
 * cost and no more loss.
 *
 * @param keep drops states that cannot lead to an answer.
 * @param limit most states to hold.
 * @throws AllocationError when there are more states than the limit.
 */
export function extendStates(
  states: ParetoStates,
  choices: readonly Choice[],
  keep: Keep,
  limit: number,
): ParetoStates {
  const count = states.cost.length;
  const most = Math.min(limit, count * choices.length);
  const cost = new Float64Array(most);
  const loss = new Float64Array(most);
  const parent = new Int32Array(most);
  const candidate = new Uint8Array(most);
  const next = new Int32Array(choices.length);
  let length = 0;
  let leastLoss = Number.POSITIVE_INFINITY;
  for (;;) {
    let winner = -1;
    let winnerCost = Number.POSITIVE_INFINITY;
    let winnerLoss = Number.POSITIVE_INFINITY;
    for (let list = 0; list < choices.length; list += 1) {
      const position = next[list]!;
      if (position === count) continue;
      const total = states.cost[position]! + choices[list]!.cost;
      if (total > winnerCost) continue;
      const sum = states.loss[position]! + choices[list]!.loss;
      if (total === winnerCost && sum >= winnerLoss) continue;
      winner = list;
      winnerCost = total;
      winnerLoss = sum;
    }
    if (winner === -1) break;
    const from = next[winner]!++;
    if (winnerLoss >= leastLoss || !keep(winnerCost, winnerLoss)) continue;
    if (length === limit) {
      throw new AllocationError(
        `extendStates: more than ${limit} undominated partial allocations. Raise maxStates, or give fewer ` +
          'layers or candidates.',
      );
    }
    leastLoss = winnerLoss;
    cost[length] = winnerCost;
    loss[length] = winnerLoss;
    parent[length] = from;
    candidate[length] = choices[winner]!.candidate;
    length += 1;
  }
  return {
    cost: cost.slice(0, length),
    loss: loss.slice(0, length),
    parent: parent.slice(0, length),
    candidate: candidate.slice(0, length),
  };
}

/** The candidate of each layer, in the order in which the stages were built, of a state of the last stage. */
export function traceBack(stages: readonly ParetoStates[], state: number): number[] {
  const candidates: number[] = [];
  let position = state;
  for (let stage = stages.length - 1; stage >= 0; stage -= 1) {
    candidates.unshift(stages[stage]!.candidate[position]!);
    position = stages[stage]!.parent[position]!;
  }
  return candidates;
}

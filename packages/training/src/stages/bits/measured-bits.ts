import { uniformAllocation, type AllocatorOf, type Sensitivity } from '@cfq/bit-allocation';
import { proposeAllocations } from './propose-allocations.ts';
import { sensitivityProblem } from './sensitivity-problem.ts';
import { tryAllocations } from './try-allocations.ts';
import type { CostKind } from '../../costs/cost-tables.ts';
import type { BitStage } from './bit-stage.ts';
import { spendOption } from './spend-option.ts';
import { spendingLimit } from './spending-limit.ts';

/** Options of {@link measuredBits}. */
export interface MeasuredBitsOptions {
  /** Says what every layer and width costs the teacher. */
  readonly sensitivity: Sensitivity;
  /** Chooses by it. */
  readonly allocator: AllocatorOf<'losses'>;
  /**
   * Whether what it chooses is tried out in training beside the choice without the narrowest width and the uniform allocation
   * (see `proposeAllocations`), and the best of them kept; default false.
   */
  readonly trials?: boolean;
  /** What the budget counts; default `bits`. */
  readonly spend?: CostKind | undefined;
}

/**
 * What an allocator makes of a sensitivity of the teacher: any of the first with any of the second. Where nobody has an action a
 * sensitivity at recourse points has nothing to measure, and every layer gets the same width.
 */
export function measuredBits({
  sensitivity,
  allocator,
  trials = false,
  spend = 'bits',
}: MeasuredBitsOptions): BitStage {
  const needsRecourse = sensitivity.needs === 'recourse';
  return {
    name: 'measured',
    description: `${allocator.description}, by ${sensitivity.description}${trials ? ', tried out' : ''}`,
    options: { sensitivity: sensitivity.name, allocator: allocator.name, trials, ...spendOption(spend) },
    parts: { allocator, sensitivity, trials, spend },
    needsRecourse,
    calls: 0,
    async choose(setting) {
      const { method, teacher, dataset, recourse, candidates, budgetBits, seed, scope, signal } = setting;
      const { layers } = teacher.model;
      const limit = await spendingLimit(setting, { spend, candidates });
      if (needsRecourse && recourse?.rows.length === 0) {
        return {
          allocation: uniformAllocation({ layers, candidates, budgetBits, limit }),
          searched: null,
          limit,
        };
      }
      const { lossIncrease: loss } = await sensitivity.measure(
        sensitivityProblem({
          ...{ teacher, weights: method.weights, candidates, seed, scope, signal },
          rows: dataset.train,
          recourse: recourse ?? undefined,
        }),
      );
      const problem = { layers, candidates, budgetBits, loss, limit };
      if (!trials) return { allocation: allocator.allocate(problem), searched: null, limit };
      const { allocation, start } = await tryAllocations(setting, proposeAllocations(allocator, problem));
      return { allocation, searched: start, limit };
    },
  };
}

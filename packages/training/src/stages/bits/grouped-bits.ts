import { measureByGroup, uniformAllocation, type AllocatorOf, type Sensitivity } from '@cfq/bit-allocation';
import type { CostKind } from '../../costs/cost-tables.ts';
import type { BitStage } from './bit-stage.ts';
import { groupsOfRows } from './groups-of-rows.ts';
import { spendOption } from './spend-option.ts';
import { spendingLimit } from './spending-limit.ts';
import { sensitivityProblem } from './sensitivity-problem.ts';

/** Options of {@link groupedBits}. */
export interface GroupedBitsOptions {
  /** Says what every layer and width costs the teacher, in every group. */
  readonly sensitivity: Sensitivity;
  /** Chooses by it. */
  readonly allocator: AllocatorOf<'group-losses'>;
  /** What the budget counts; default `bits`. */
  readonly spend?: CostKind | undefined;
}

/**
 * What an allocator makes of a sensitivity of the teacher measured in every group of people: each level of each attribute that
 * the data set breaks down by, with twenty training rows or more. Where nobody has an action a sensitivity at recourse points
 * has nothing to measure, and every layer gets the same width.
 */
export function groupedBits({ sensitivity, allocator, spend = 'bits' }: GroupedBitsOptions): BitStage {
  const needsRecourse = sensitivity.needs === 'recourse';
  return {
    name: 'grouped',
    description: `${allocator.description}, by ${sensitivity.description}`,
    options: { sensitivity: sensitivity.name, allocator: allocator.name, ...spendOption(spend) },
    parts: { allocator, sensitivity, spend },
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
      const { train } = dataset;
      const problem = sensitivityProblem({
        ...{ teacher, weights: method.weights, candidates, seed, scope, signal },
        rows: train,
        recourse: recourse ?? undefined,
      });
      const rows = needsRecourse ? recourse!.rows : Array.from(train.y, (_, row) => row);
      const tables = await measureByGroup(sensitivity, problem, groupsOfRows(train.subgroups, rows));
      const groupLoss = tables.map(({ lossIncrease }) => lossIncrease);
      return {
        allocation: allocator.allocate({ layers, candidates, budgetBits, groupLoss, limit }),
        searched: null,
        limit,
      };
    },
  };
}

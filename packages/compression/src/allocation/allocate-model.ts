import { permittedBy } from '@cfq/audit';
import {
  allocationCurve,
  defaultCandidates,
  measureByGroup,
  totalCost,
  uniformAllocation,
  type Allocation,
  type Allocator,
  type CurvePoint,
  type Sensitivity,
} from '@cfq/bit-allocation';
import { createEncoder, type ActionPolicy, type People } from '@cfq/datasets';
import { packNetwork } from '@cfq/deploy';
import { decisions } from '@cfq/evaluation';
import { borrowScope, takeRows } from '@cfq/jit';
import type { BoundModel } from '@cfq/models';
import { actionSetFromFeatureSpace, type CostSpec } from '@cfq/recourse';
import {
  groupsOfRows,
  sensitivityProblem,
  teacherFromNetwork,
  teacherRecourse,
  type WeightRounding,
} from '@cfq/training';
import { substitutable } from '../candidates/substitutable.ts';
import { CompressionError } from '../compression-error.ts';
import { splitPeople } from '../rows/split-people.ts';
import { roundedNetwork } from './rounded-network.ts';
import { spendingTables, type Spending } from './spending.ts';

const floatBits = 32;

/** What {@link allocateModel} looks at. */
export interface AllocateModelProblem {
  readonly teacher: BoundModel;
  readonly people: People;
  /** Says what every layer and width costs. */
  readonly sensitivity: Sensitivity;
  /** Held against the optimum of the curve at a budget; not one of a policy, which training learns. */
  readonly allocator: Allocator;
  /** Bits a weight whose uniform schedule sets the budget of the allocator. */
  readonly bits: number;
  /** What is spent; default `bits`. */
  readonly spending?: Spending | undefined;
  /** How layers are rounded. */
  readonly rounding: WeightRounding;
  /** Bits that a weight may have, ascending; default 2, 3, 4 and 8. */
  readonly widths?: readonly number[] | undefined;
  /** What people may change; default as in `quantizeModel`. */
  readonly policy?: ActionPolicy | string | undefined;
  /** Default L1. */
  readonly cost?: CostSpec | undefined;
  /** Splits the people and draws rows; default 0. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A point of the curve with the size of its file. */
export interface AllocationPoint extends CurvePoint {
  /** Bytes of the whole file that the rounded network becomes. */
  readonly bytes: number;
}

/** What an allocator chose, beside what could have been had. */
export interface ChosenAllocation {
  readonly allocation: Allocation;
  /** Most it could spend: what the widest uniform schedule within the bits costs. */
  readonly limit: number;
  readonly cost: number;
  readonly loss: number;
  /** Least loss within the limit. */
  readonly optimum: number;
  /** Proof from below at the cost of the optimum: the linear relaxation. */
  readonly lowerBound: number;
}

/** The whole trade-off of a model. */
export interface ModelAllocation {
  /** Unit of the costs. */
  readonly unit: string;
  /** Every undominated schedule, by ascending cost. */
  readonly points: readonly AllocationPoint[];
  readonly chosen: ChosenAllocation;
  /** Rows that losses were measured on. */
  readonly rows: number;
}

/**
 * The whole exact trade-off of a model file between what its weights cost and what rounding them is measured, or predicted, to
 * lose on training rows; and what an allocator makes of the same table at one budget. Nothing is trained.
 *
 * @throws CompressionError for a file that is a black box, people whom it decides about alike, and an allocator of a policy; what
 *   sensitivities, allocators and solvers throw; the signal's reason when aborted
 */
export async function allocateModel(problem: AllocateModelProblem): Promise<ModelAllocation> {
  const { teacher: model, people, sensitivity, allocator, bits, rounding, signal } = problem;
  const { widths = defaultCandidates, spending = 'bits', seed = 0, cost: norm = { norm: 'l1' } } = problem;
  if (allocator.needs === 'policy') {
    throw new CompressionError(
      `allocateModel: nothing is trained (expected an allocator of losses, got "${allocator.name}", which learns). Take the knapsack.`,
    );
  }
  const { network } = substitutable('allocateModel', model);
  const { featureSpace } = model;
  const encoded = createEncoder(featureSpace).encodeTable(people.table);
  const decided = decisions(
    await model.margins({ data: encoded.data, shape: [...encoded.shape] }, { signal }),
  );
  const parts = splitPeople({ people, featureSpace, decisions: decided, seed });
  const actionSet = actionSetFromFeatureSpace(
    featureSpace,
    permittedBy(people, featureSpace, problem.policy),
    takeRows(
      { data: encoded.data, shape: [...encoded.shape] },
      Int32Array.from(decided.keys()).filter((row) => decided[row] === 1),
    ),
  );
  const teacher = teacherFromNetwork(network, { seed });
  const { layers } = teacher.model;
  await using scope = borrowScope(undefined);
  const recourse =
    sensitivity.needs === 'recourse'
      ? await teacherRecourse({ teacher, dataset: parts, actionSet, cost: norm, scope, signal })
      : undefined;
  const measured = sensitivityProblem({
    ...{ teacher, weights: rounding, candidates: widths, seed, scope, signal },
    ...{ rows: parts.train, recourse },
  });
  const { lossIncrease: loss, rows } = await sensitivity.measure(measured);
  const costs = await spendingTables[spending]({
    ...{ network, teacher, widths, rounding, signal },
    inputBits: layers.map((_, at) => (at === 0 ? null : network.layers[at - 1]!.grid)?.bits ?? floatBits),
  });
  const curve = allocationCurve({ layers, loss, candidates: widths, cost: costs });
  const points: AllocationPoint[] = [];
  for (const point of curve) {
    signal?.throwIfAborted();
    const { bytes } = await packNetwork(roundedNetwork(network, point.allocation, rounding));
    points.push({ ...point, bytes: bytes.length });
  }
  const most = totalCost(costs, {
    ...{ layers, candidates: widths },
    allocation: uniformAllocation({ layers, candidates: widths, budgetBits: bits }),
  });
  const given = { layers, candidates: widths, budgetBits: bits, limit: { ...costs, most } };
  const allocate = async (): Promise<Allocation> => {
    switch (allocator.needs) {
      case 'nothing':
        return allocator.allocate(given);
      case 'losses':
        return allocator.allocate({ ...given, loss });
      case 'group-losses': {
        const all = recourse?.rows ?? Array.from(parts.train.y, (_, row) => row);
        const tables = await measureByGroup(sensitivity, measured, groupsOfRows(parts.train.subgroups, all));
        return allocator.allocate({ ...given, groupLoss: tables.map((table) => table.lossIncrease) });
      }
      default:
        return allocator satisfies never;
    }
  };
  const allocation = await allocate();
  const best = curve.filter(({ cost }) => cost <= most).at(-1)!;
  return {
    ...{ unit: costs.unit, points, rows },
    chosen: {
      ...{ allocation, limit: most, optimum: best.loss, lowerBound: best.lowerBound },
      cost: totalCost(costs, { layers, candidates: widths, allocation }),
      loss: allocation.reduce((sum, own, at) => sum + loss[at]![widths.indexOf(own.bits)]!, 0),
    },
  };
}

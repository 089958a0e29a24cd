import type { CellSpecification } from './cell-specification.ts';
import type { Backbone } from './parse-backbone.ts';

/** One cell to be run. */
export interface PlannedCell {
  readonly method: string;
  readonly budgetBits: number;
  readonly specification: CellSpecification;
}

/** Cells that share their split, their teacher and its recourse: one dataset, seed and backbone. */
export interface CellGroup {
  /** Place of the dataset among those of the run. */
  readonly place: number;
  readonly dataset: string;
  readonly seed: number;
  readonly backbone: Backbone;
  readonly cells: readonly PlannedCell[];
}

/** What a run asks for, every name known. */
export interface CellPlan {
  /** The datasets, with the fingerprints of their rows. */
  readonly datasets: readonly { readonly name: string; readonly source: string }[];
  /** The methods, with the plain part of their recipes and the budgets each is run at. */
  readonly methods: readonly {
    readonly name: string;
    readonly recipe: unknown;
    readonly budgets: readonly number[];
  }[];
  readonly backbones: readonly Backbone[];
  readonly seeds: readonly number[];
  readonly margins: readonly number[];
  /** The solver that evaluates a backbone. */
  readonly solverOf: (backbone: Backbone) => string;
  readonly protocol: number;
}

/**
 * Lays out the cells of a run so that what cells share is needed at one time only: dataset, then backbone,
 * then seed, and within these every method at every budget.
 */
export function planCells(plan: CellPlan): CellGroup[] {
  const { protocol, solverOf, margins } = plan;
  return plan.datasets.flatMap((dataset, place) =>
    plan.backbones.flatMap((backbone) =>
      plan.seeds.map((seed): CellGroup => ({
        place,
        dataset: dataset.name,
        seed,
        backbone,
        cells: plan.methods.flatMap(({ name, recipe, budgets }) =>
          budgets.map((budgetBits): PlannedCell => ({
            method: name,
            budgetBits,
            specification: {
              protocol,
              dataset: dataset.name,
              source: dataset.source,
              method: name,
              recipe,
              seed,
              backbone: backbone.name,
              budgetBits,
              margins,
              solver: solverOf(backbone),
            },
          })),
        ),
      })),
    ),
  );
}

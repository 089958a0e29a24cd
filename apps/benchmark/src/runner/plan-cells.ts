import type { CellSettings } from '../cells/cell-settings.ts';
import { cellFileStem, cellHash, type CellSpecification } from '../cells/cell-specification.ts';
import { sharedKeyOf, type SharedKey } from '../cells/shared-key.ts';

/** One cell to be run. Plain data. */
export interface PlannedCell {
  readonly stem: string;
  readonly hash: string;
  readonly settings: CellSettings;
  readonly specification: CellSpecification;
  /** What it has in common with others. */
  readonly shared: SharedKey;
}

/** Cells of one split, teacher and evaluation. Plain data. */
export interface CellGroup {
  /** Equal for groups of one teacher: they need not train it at the same time. */
  readonly teacher: string;
  readonly cells: readonly [PlannedCell, ...PlannedCell[]];
}

/** What a plan takes from the registries. */
export interface PlanSources {
  readonly protocol: number;
  /** Version of the code that a cell runs. */
  readonly codeVersionOf: (settings: CellSettings) => string;
  /** Fingerprint of a dataset's rows. */
  readonly sourceOf: (dataset: string) => string;
  /** Plain part of a cell's recipe. */
  readonly recipeOf: (settings: CellSettings) => unknown;
  /** Name of the way in which the teacher of a cell is trained. */
  readonly teacherOf: (settings: CellSettings) => string;
  /** What looks for recourse in the evaluation of a cell, as text that is equal for equal solvers. */
  readonly solverOf?: (settings: CellSettings) => string;
  /** Content of the plug-ins that settings name parts of, by plug-in. */
  readonly pluginsOf?: (settings: CellSettings) => Readonly<Record<string, string>>;
}

/** The cells of some settings in their order, each once. */
export function planCells(settings: readonly CellSettings[], sources: PlanSources): PlannedCell[] {
  const { protocol, codeVersionOf, sourceOf, recipeOf, teacherOf, solverOf, pluginsOf } = sources;
  const cells = new Map<string, PlannedCell>();
  for (const one of settings) {
    const source = sourceOf(one.dataset);
    const plugins = pluginsOf?.(one) ?? {};
    const specification = {
      protocol,
      settings: one,
      recipe: recipeOf(one),
      source,
      codeVersion: codeVersionOf(one),
      ...(Object.keys(plugins).length > 0 && { plugins }),
    };
    const hash = cellHash(specification);
    if (!cells.has(hash)) {
      const stem = cellFileStem(specification);
      cells.set(hash, {
        stem,
        hash,
        settings: one,
        specification,
        shared: sharedKeyOf(one, teacherOf, solverOf),
      });
    }
  }
  return [...cells.values()];
}

/** Sorts cells into groups that share their split, their teacher and its evaluation. Groups and cells keep their order. */
export function groupCells(cells: readonly PlannedCell[]): CellGroup[] {
  const groups = new Map<string, { teacher: string; cells: [PlannedCell, ...PlannedCell[]] }>();
  for (const cell of cells) {
    const { teacher, recourse } = cell.shared;
    const group = groups.get(recourse);
    if (group === undefined) groups.set(recourse, { teacher, cells: [cell] });
    else group.cells.push(cell);
  }
  return [...groups.values()];
}

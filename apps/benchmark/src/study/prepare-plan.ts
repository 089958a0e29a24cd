import { datasets as builtIn } from '@cfq/datasets';
import { settleActions } from '../cells/actions/settle-actions.ts';
import { assertSettings } from '../cells/assert-settings.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import { protocol } from '../cells/cell-specification.ts';
import { codeVersion } from '../cells/code/code-version.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { ownParts, type Parts } from '../plugins/parts.ts';
import { planCells, type PlannedCell } from '../runner/plan-cells.ts';
import type { Shard } from '../runner/shard.ts';
import type { DataLocation } from '../runner/worker-config.ts';
import type { StoredPlan } from '../store/stored-plan.ts';
import { assertDataSuffices, nobodyActs } from './check-data.ts';
import { datasetSource, type DatasetSource } from './dataset-source.ts';
import { planSources } from './plan-sources.ts';
import { settledSettings } from './settled-settings.ts';

/** What is to be run: cells that belong together, and where. */
export interface PlanRequest extends DataLocation {
  /** Names the plan file: letters, digits, `-` and `_`. */
  readonly family: string;
  readonly title: string;
  /** The command line that runs or resumes it. */
  readonly command: string;
  readonly settings: readonly CellSettings[];
  /** Folder of finished cells; without one nothing stays. */
  readonly out?: string | undefined;
  /** Processes at a time; 1 is this one. */
  readonly jobs: number;
  /** Threads of the engine in each. */
  readonly threads: number;
  /** Whether per-instance records are stored beside the cells. */
  readonly records: boolean;
  /** Of how many of the denied the optimality gap is told, beside the cells; default: of nobody. */
  readonly gapPeople?: number | undefined;
  /** The part of the cells that is run; default: all. The plan that is stored names all of them. */
  readonly shard?: Shard | undefined;
  /** Whether this is the small form of the plan. */
  readonly quick?: boolean;
  readonly terminal: Terminal;
  /** Where names are looked up; default: the project's own parts. */
  readonly parts?: Parts | undefined;
  /** What was asked for as a configuration file that stands in a folder; stored there beside the plan. */
  readonly configuration?: ((folder: string) => string) | undefined;
  /** What has been said of datasets already and is not said again. Default: nothing. */
  readonly said?: Set<string>;
  /** Datasets already loaded from the same location. */
  readonly datasets?: DatasetSource;
}

/** A plan that can be carried out, here or elsewhere. */
export interface PreparedPlan {
  readonly plan: StoredPlan;
  readonly cells: readonly PlannedCell[];
  /** How much work a cell is: the rows of its data. */
  readonly weightOf: (cell: PlannedCell) => number;
  readonly data: DataLocation;
  readonly parts: Parts;
  readonly datasets: DatasetSource;
  readonly said: Set<string>;
}

/**
 * Loads the data of a plan, settles what depends on it and names the cells. What data sets warn of is told on stderr.
 *
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function preparePlan(request: PlanRequest): Promise<PreparedPlan> {
  const { stderr } = request.terminal;
  const data = { ownData: request.ownData, dataDir: request.dataDir };
  const parts = request.parts ?? ownParts;
  const datasets = request.datasets ?? datasetSource(data, parts);
  assertSettings(request.settings, parts, request.ownData && request.settings[0]?.dataset);
  const settings = await settledSettings(request.settings, datasets, settleActions);
  const said = request.said ?? new Set<string>();
  const loaded = new Map<string, { readonly source: string; readonly rows: number }>();
  for (const name of new Set(settings.map(({ dataset }) => dataset))) {
    const { dataset, source } = await datasets(name);
    loaded.set(name, { source, rows: dataset.table.rows });
    const own = settings.filter((one) => one.dataset === name);
    // The built-in sets are known to suffice.
    if (request.ownData !== undefined || !Object.hasOwn(builtIn, name)) assertDataSuffices(dataset, own);
    const warnings = [...dataset.warnings, ...nobodyActs(dataset, own)];
    for (const text of warnings.map((warning) => `${name}: ${warning}`)) {
      if (!said.has(text)) stderr.write(`${text}\n`);
      said.add(text);
    }
  }
  const cells = planCells(settings, {
    protocol,
    sourceOf: (name) => loaded.get(name)!.source,
    ...planSources(parts),
  });
  const { family, title, command, quick = false } = request;
  const planned = cells.map(({ stem, hash, settings: one, shared }) => ({
    stem,
    hash,
    settings: one,
    shared,
  }));
  return {
    plan: { family, title, command, codeVersion, quick, cells: planned },
    cells,
    weightOf: ({ settings: { dataset } }) => loaded.get(dataset)!.rows,
    ...{ data, parts, datasets, said },
  };
}

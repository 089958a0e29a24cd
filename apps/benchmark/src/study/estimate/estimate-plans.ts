import { existsSync } from 'node:fs';
import { shardsOf, type Shard } from '../../runner/shard.ts';
import type { PlannedCell } from '../../runner/plan-cells.ts';
import { readFolder } from '../../store/read-folder.ts';
import { preparePlan, type PlanRequest } from '../prepare-plan.ts';
import { cellRates, measuredTime, type MeasuredTime } from './cell-rates.ts';
import { estimateShard, type ShardEstimate } from './estimate-shard.ts';
import published from './published-times.json';

/** Rows of the data of the published cells. */
const publishedRows = new Map(published.map(({ settings, rows }) => [settings.dataset, rows]));

/** About what some plans take, part by part. Plain data. */
export interface PlansEstimate {
  readonly shards: readonly ShardEstimate[];
  readonly jobs: number;
  /** Cells, each once in every shard that has it. */
  readonly cells: number;
  /** Those that are finished in the folder; they take no time. */
  readonly finished: number;
  /** Those whose data and method were measured; the others follow from the nearest there are. */
  readonly alike: number;
  /** Cells of the folder whose times were used; 0 where the published ones were. */
  readonly measured: number;
}

/**
 * About what every shard of some plans takes that share a folder. What cells took that the folder holds counts; where it holds
 * none, what the published cells took on another machine. Nothing is written.
 *
 * @throws UsageError where a request cannot be carried out
 */
export async function estimatePlans(
  requests: readonly [PlanRequest, ...PlanRequest[]],
  {
    shard,
    out,
    jobs,
  }: { readonly shard?: Shard | undefined; readonly out?: string | undefined; readonly jobs: number },
): Promise<PlansEstimate> {
  const count = shard?.count ?? 1;
  const shards = Array.from({ length: count }, () => new Map<string, PlannedCell>());
  const rowsOf = new Map<string, number>();
  for (const request of requests) {
    const { cells, weightOf } = await preparePlan(request);
    for (const cell of cells) rowsOf.set(cell.settings.dataset, weightOf(cell));
    for (const [index, own] of shardsOf(cells, count, weightOf).entries()) {
      for (const cell of own) shards[index]!.set(cell.hash, cell);
    }
  }
  const folder = out !== undefined && existsSync(out) ? readFolder(out).cells : [];
  const finished = new Set(folder.map(({ hash }) => hash));
  const measured = folder.flatMap(({ cell }): MeasuredTime[] => {
    const rows = rowsOf.get(cell.settings.dataset) ?? publishedRows.get(cell.settings.dataset);
    return rows === undefined ? [] : [measuredTime(cell, rows)];
  });
  const rates = cellRates(measured.length > 0 ? measured : published);
  const expected = ({ settings }: PlannedCell) => rates(settings, rowsOf.get(settings.dataset)!);
  const all = shards.flatMap((own) => [...own.values()]);
  const open = all.filter(({ hash }) => !finished.has(hash));
  return {
    shards: shards.map((own) =>
      estimateShard(
        [...own.values()].filter(({ hash }) => !finished.has(hash)),
        expected,
        jobs,
      ),
    ),
    jobs,
    cells: all.length,
    finished: all.length - open.length,
    alike: open.filter((cell) => expected(cell).alike).length,
    measured: measured.length,
  };
}

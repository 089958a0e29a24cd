import { openCellStore } from '../store/cell-store.ts';
import { createStudy } from './create-study.ts';
import { datasetOfSource, datasetSource, type DatasetPlace, type DatasetSource } from './dataset-source.ts';
import { folderSharedStore } from '../store/folder-shared-store.ts';
import { memorySharedStore } from '../store/memory-shared-store.ts';
import type { CellGroup } from '../runner/plan-cells.ts';
import { runGroup, type GroupEvent } from '../runner/run-group.ts';

/** Where the work of a run reads and writes. Plain data: the same for every process of the run. */
export interface WorkOrder {
  readonly place: DatasetPlace;
  /** Folder of finished cells; without one they are only returned. */
  readonly cells?: string | undefined;
  /** Folder of what cells share; without one it is kept in memory. */
  readonly shared?: string | undefined;
  readonly threads: number;
  readonly records: boolean;
}

/** Runs groups in this process. */
export interface CellWork {
  runGroup(group: CellGroup, emit: (event: GroupEvent) => void): Promise<void>;
  /** Frees everything native. */
  release(): Promise<void>;
}

/**
 * Opens the stores of a run and gets ready to run its groups, one at a time, in this process.
 *
 * @param sourceOf datasets already loaded from the order's place; default: loaded from there when needed
 */
export function cellWork(order: WorkOrder, signal: AbortSignal, sourceOf?: DatasetSource): CellWork {
  const { place, threads, records } = order;
  let emitted: (event: GroupEvent) => void = () => undefined;
  const datasets = sourceOf ?? datasetSource(place);
  const store = order.cells === undefined ? undefined : openCellStore(order.cells);
  const shared =
    order.shared === undefined
      ? memorySharedStore()
      : folderSharedStore(order.shared, (text) => emitted({ kind: 'note', text }));
  const study = createStudy({
    datasetOf: (name, planned) => datasetOfSource(datasets, name, planned),
    shared,
    threads,
    records,
    signal,
    spent: (spent) => emitted({ kind: 'spent', spent }),
  });
  return {
    async runGroup(group, emit) {
      emitted = emit;
      const before = process.cpuUsage();
      await runGroup({ group, prepare: study.prepare, store, records, signal, emit });
      const { user, system } = process.cpuUsage(before);
      emit({
        kind: 'used',
        cpuSeconds: (user + system) / 1e6,
        residentBytes: process.memoryUsage.rss(),
      });
    },
    release: () => study.release(),
  };
}

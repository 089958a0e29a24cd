import { openCellStore } from '../store/cell-store.ts';
import { createStudy } from './create-study.ts';
import { datasetOfSource, datasetSource, type DatasetSource } from './dataset-source.ts';
import type { Parts } from '../plugins/parts.ts';
import { folderSharedStore } from '../store/folder-shared-store.ts';
import type { SharedStore } from '../store/shared-store.ts';
import { objectSharedStore } from '../store/objects/object-shared-store.ts';
import { isS3Address, s3Objects } from '../store/objects/s3-objects.ts';
import { memorySharedStore } from '../store/memory-shared-store.ts';
import type { WorkerConfig } from '../runner/worker-config.ts';
import type { CellGroup } from '../runner/plan-cells.ts';
import { runGroup, type GroupEvent } from '../runner/run-group.ts';

/** Runs groups in this process. */
export interface Worker {
  runGroup(group: CellGroup, emit: (event: GroupEvent) => void): Promise<void>;
  /** Frees everything native. */
  release(): Promise<void>;
}

/**
 * Opens the stores of a run and gets ready to run its groups, one at a time, in this process.
 *
 * @param parts where names are looked up
 * @param sourceOf datasets already loaded from the location of the configuration; default: loaded from there when needed
 */
export function createWorker(
  config: WorkerConfig,
  signal: AbortSignal,
  parts: Parts,
  sourceOf?: DatasetSource,
): Worker {
  const { data, threads, records, gapPeople } = config;
  let emitted: (event: GroupEvent) => void = () => undefined;
  const datasets = sourceOf ?? datasetSource(data, parts);
  const store = config.cells === undefined ? undefined : openCellStore(config.cells);
  const shared = sharedStoreOf(config.shared, (text) => emitted({ kind: 'note', text }));
  const study = createStudy({
    datasetOf: (name, planned) => datasetOfSource(datasets, name, planned),
    shared,
    parts,
    threads,
    records,
    gapPeople,
    signal,
    onNote: (text) => emitted({ kind: 'note', text }),
    onTiming: (timing) => emitted({ kind: 'timing', timing }),
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

function sharedStoreOf(place: string | undefined, note: (line: string) => void): SharedStore {
  if (place === undefined) return memorySharedStore();
  return isS3Address(place) ? objectSharedStore(s3Objects(place), note) : folderSharedStore(place, note);
}

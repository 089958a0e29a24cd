import workerpool from 'workerpool';
import type { CellGroup } from '../runner/plan-cells.ts';
import { runGroup, type GroupEvent } from '../runner/run-group.ts';
import type { WorkerConfig } from '../runner/worker-config.ts';
import { openCellStore } from '../store/cell-store.ts';
import { sampleCell } from './sample-cell.ts';

/** The method whose cells never end: the process says its id and waits for its own end. */
export const heldMethod = 'cfq-faithful';

const emit = (event: GroupEvent): void => {
  workerpool.workerEmit(event);
};

const hold = (): Promise<never> =>
  new Promise(() => {
    emit({ kind: 'note', text: `held ${process.pid}` });
    setInterval(() => undefined, 1000);
  });

if (!workerpool.isMainThread)
  workerpool.worker({
    async runGroup(group: CellGroup, { cells, records }: WorkerConfig) {
      const store = cells === undefined ? undefined : openCellStore(cells);
      const { signal } = new AbortController();
      const prepare = () =>
        Promise.resolve({
          run: ({ settings }: CellGroup['cells'][number]) =>
            settings.method === heldMethod ? hold() : Promise.resolve({ cell: sampleCell({ settings }) }),
        });
      await runGroup({ group, prepare, store, records, signal, emit });
      return 0;
    },
  });

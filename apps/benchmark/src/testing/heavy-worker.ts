import workerpool from 'workerpool';
import type { CellGroup } from '../runner/plan-cells.ts';
import type { GroupEvent } from '../runner/run-group.ts';

/** A worker that says which process it is, and that it holds as many GiB as the group's first cell has bits. */
if (!workerpool.isMainThread)
  workerpool.worker({
    runGroup({ cells: [first] }: CellGroup) {
      const event: GroupEvent = { kind: 'note', text: String(process.pid) };
      workerpool.workerEmit(event);
      return first.settings.budgetBits * 2 ** 30;
    },
  });

import workerpool from 'workerpool';
import { cellWork, type CellWork, type WorkOrder } from './study/cell-work.ts';
import type { CellGroup } from './runner/plan-cells.ts';
import type { GroupEvent } from './runner/run-group.ts';

/**
 * The program of a child process: runs the groups it is given, stores their cells itself, and tells the parent what
 * happens. It ends when the parent does, however that ended; Ctrl-C is the parent's to act on.
 */
process.on('SIGINT', () => undefined);

const never = new AbortController().signal;
let work: CellWork | undefined;

/** Runs a group; says how many bytes of memory the process then holds. */
const runGroup = async (group: CellGroup, order: WorkOrder): Promise<number> => {
  work ??= cellWork(order, never);
  await work.runGroup(group, (event: GroupEvent) => workerpool.workerEmit(event));
  return process.memoryUsage.rss();
};

workerpool.worker({ runGroup });

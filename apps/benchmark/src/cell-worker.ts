import workerpool from 'workerpool';
import { createWorker, type Worker } from './study/worker.ts';
import { reopenPlugins } from './plugins/open-plugins.ts';
import type { WorkerConfig } from './runner/worker-config.ts';
import type { CellGroup } from './runner/plan-cells.ts';
import type { GroupEvent } from './runner/run-group.ts';

/**
 * The program of a child process: runs the groups it is given, stores their cells itself, and tells the parent what
 * happens. It ends when the parent does, however that ended; Ctrl-C is the parent's to act on.
 */
process.on('SIGINT', () => undefined);

const never = new AbortController().signal;
let opened: Promise<Worker> | undefined;

/** Runs a group; says how many bytes of memory the process then holds. */
const runGroup = async (group: CellGroup, config: WorkerConfig): Promise<number> => {
  opened ??= reopenPlugins(config.plugins).then((parts) => createWorker(config, never, parts));
  const worker = await opened;
  await worker.runGroup(group, (event: GroupEvent) => workerpool.workerEmit(event));
  return process.memoryUsage.rss();
};

workerpool.worker({ runGroup });

import type { PlannedCell } from '../runner/plan-cells.ts';
import type { WorkerConfig } from '../runner/worker-config.ts';

/** A cell to be computed anywhere. Plain data. */
export interface CellJob {
  readonly cell: PlannedCell;
  /** Whether its record is wanted. */
  readonly records: boolean;
  readonly data: WorkerConfig['data'];
  readonly plugins: WorkerConfig['plugins'];
}

/** The queue of jobs for cells of one version of the code; workers of another do not see it. */
export function queueName(codeVersion: string): string {
  return `cells-${codeVersion}`;
}

/** Where the jobs of a queue go that failed too often. */
export function deadQueueName(codeVersion: string): string {
  return `dead-${codeVersion}`;
}

/** What a job of the queue says: which cell. The rest is read from its row. */
export interface JobData {
  readonly hash: string;
}

import type { Terminal } from '../../command-line/terminal.ts';
import { plannedPlugins } from '../../plugins/planned-plugins.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { queueAddress } from '../../queue/queue-address.ts';
import { submitPlan } from '../../queue/submit-plan.ts';
import { preparePlan, type PlanRequest } from '../../study/prepare-plan.ts';

/**
 * Puts the cells of a plan into a queue in place of computing them, and says how many.
 *
 * @param address of the database
 * @throws UsageError where the request cannot be carried out or the database cannot be used; nothing is in it then
 */
export async function submitRequest(
  address: string,
  request: PlanRequest,
  { stderr }: Terminal,
): Promise<void> {
  const checked = queueAddress(address);
  const prepared = await preparePlan(request);
  const queue = await openQueue(checked);
  try {
    const { cells, finished, added } = await submitPlan(
      queue,
      { ...prepared, configuration: request.configuration?.('.') },
      { records: request.records, data: prepared.data, plugins: plannedPlugins(prepared.parts) },
    );
    stderr.write(
      `${request.family}: ${cells} cells in the queue: ${finished} finished already, ${added} added now, ${cells - finished - added} waiting from before\n`,
    );
  } finally {
    await queue.close();
  }
}

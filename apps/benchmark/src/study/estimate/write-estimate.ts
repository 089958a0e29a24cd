import type { Terminal } from '../../command-line/terminal.ts';
import { terminalLook } from '../../command-line/terminal-look.ts';
import type { Shard } from '../../runner/shard.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import type { PlanRequest } from '../prepare-plan.ts';
import { estimatePlans } from './estimate-plans.ts';
import { estimateText } from './estimate-text.ts';

/**
 * `--estimate`: prints about what every shard of some plans takes, and computes nothing.
 *
 * @param asked folder and processes of the run, whether JSON is wanted
 * @throws UsageError where a request cannot be carried out
 */
export async function writeEstimate(
  requests: readonly [PlanRequest, ...PlanRequest[]],
  asked: {
    readonly shard?: Shard | undefined;
    readonly out?: string | undefined;
    readonly jobs: number;
    readonly json: boolean;
  },
  { stdout }: Terminal,
): Promise<void> {
  const estimate = await estimatePlans(requests, asked);
  if (asked.json) stdout.write(`${JSON.stringify(estimate, null, 2)}\n`);
  else stdout.write(renderTerminal(estimateText(estimate, asked), terminalLook(stdout)));
}

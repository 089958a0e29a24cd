import { codeVersion } from '../../cells/code/code-version.ts';
import { duration } from '../../command-line/duration.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { labelOf } from '../../cells/label-of.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { planStatus, type PlanStatus } from '../../store/plan-status.ts';
import { readPlans, type PlanOnDisk } from '../../store/read-plans.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/**
 * `cfq status`: where every plan of a folder stands: what is done, failed and pending, with which code, what it took
 * and about what it will take.
 *
 * @returns failed where a cell failed or a file is damaged
 * @throws UsageError where the folder cannot be read
 */
export function status(
  folder: string,
  flags: { readonly json?: boolean },
  { stdout, stderr }: Terminal,
): ExitCode {
  const { plans, damaged } = readPlans(folder);
  const standing = plans.map((plan) => ({ plan, status: planStatus(plan) }));
  if (flags.json) {
    const told = standing.map(({ plan: { family, title, command, quick }, status: rest }) => ({
      family,
      title,
      command,
      quick,
      ...rest,
    }));
    stdout.write(`${JSON.stringify({ codeVersion, plans: told, damaged }, null, 2)}\n`);
  } else if (plans.length === 0) {
    stdout.write(`${folder} holds no plan. Start one with: cfq run --out ${folder}\n`);
  } else {
    stdout.write(renderTerminal(overview(standing)));
    for (const one of standing) stdout.write(details(one, folder));
  }
  for (const line of damaged) stderr.write(`cfq: ${line}\n`);
  const failed = standing.some((one) => one.status.failed.length > 0);
  return failed || damaged.length > 0 ? exitCode.failed : exitCode.success;
}

interface Standing {
  readonly plan: PlanOnDisk;
  readonly status: PlanStatus;
}

function overview(standing: readonly Standing[]) {
  return {
    title: `Plans, by code version ${codeVersion}`,
    columns: ['plan', 'cells', 'done', 'failed', 'pending', 'damaged', 'spent', 'left, one process'],
    rows: standing.map(({ plan, status: { cells, done, failed, pending, damaged, seconds } }) => [
      plan.quick ? `${plan.family} (quick)` : plan.family,
      ...[cells, done, failed.length, pending, damaged].map(String),
      duration(seconds.spent),
      seconds.left === null ? '–' : duration(seconds.left),
    ]),
  };
}

function details(
  { plan, status: { failed, pending, damaged, done, outdated } }: Standing,
  folder: string,
): string {
  const lines = failed.map(
    ({ settings, error }) => `  ${labelOf({ settings })}: ${error.name}: ${oneLine(error.message)}`,
  );
  if (outdated > 0) {
    const counted = outdated === done ? `${done}` : `${outdated} of ${done}`;
    lines.push(
      `  ${counted} done by other code than this, which would compute them anew; what changed: cfq status ${folder} --why <cell>`,
    );
  }
  if (failed.length + pending + damaged > 0) lines.push(`  goes on with: ${plan.command}`);
  return lines.length === 0 ? '' : `${plan.family}:\n${lines.join('\n')}\n`;
}

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { executorInUse } from '@cfq/jit';

/** How long steps took, in milliseconds each: by the clock, and of the processor, which other work does not lengthen. */
export interface StepTimes {
  readonly clock: number;
  readonly processor: number;
}

/** What a script in Python prints of its steps. */
interface PeerTimes {
  readonly available: boolean;
  readonly version: string;
  readonly medianMilliseconds: number;
  readonly processorMilliseconds: number;
  readonly steps: number;
}

/** Middle of a list. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Milliseconds of processor this process has used. */
export function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Times of one call, in milliseconds. */
export async function timed(call: () => Promise<unknown>): Promise<StepTimes> {
  const [clock, processor] = [performance.now(), processorMilliseconds()];
  await call();
  return { clock: performance.now() - clock, processor: processorMilliseconds() - processor };
}

/** Calls `repeats` times and once before, untimed: medians per step of `stepsPerCall`, and the first call. */
export async function stepTimes(
  call: () => Promise<unknown>,
  { repeats, stepsPerCall }: { readonly repeats: number; readonly stepsPerCall: number },
): Promise<{ readonly first: StepTimes; readonly step: StepTimes }> {
  const first = await timed(call);
  const times: StepTimes[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) times.push(await timed(call));
  const middle = (of: keyof StepTimes): number => median(times.map((one) => one[of])) / stepsPerCall;
  return { first, step: { clock: middle('clock'), processor: middle('processor') } };
}

/** One line on standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs the peer's script and prints both times and their ratios; says so where the interpreter lacks PyTorch. */
export function sayAgainstPeer(
  own: StepTimes,
  peer: { readonly python: string; readonly script: string; readonly arguments: readonly string[] },
): void {
  const text = ({ clock, processor }: StepTimes): string =>
    `${clock.toFixed(3)} ms/step by the clock, ${processor.toFixed(3)} of processor`;
  say(`cfq      ${text(own)}   (${executorInUse()})`);
  const script = fileURLToPath(new URL(peer.script, import.meta.url));
  const python = spawnSync(peer.python, ['-B', script, ...peer.arguments], { encoding: 'utf8' });
  const answer = python.status === 0 ? (JSON.parse(python.stdout) as PeerTimes) : undefined;
  if (answer?.available !== true) {
    say(`pytorch  skipped: ${peer.python} cannot import torch; point --python at an interpreter that can`);
    return;
  }
  const other = { clock: answer.medianMilliseconds, processor: answer.processorMilliseconds };
  say(`pytorch  ${text(other)}   (eager ${answer.version}, ${answer.steps} steps)`);
  const ratio = (of: keyof StepTimes): string => (other[of] / own[of]).toFixed(2);
  say(`ratio    ${ratio('clock')}x by the clock, ${ratio('processor')}x of processor`);
}

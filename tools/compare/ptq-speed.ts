/*
 * Says how many seconds of processor every method takes that rounds a trained network, and every way to spend bits, on German
 * Credit and Adult with an MLP 128-64: a run of `cfq run --json` on one thread, of which the student's phase is printed. That is
 * the method alone: neither the teacher, nor its recourse, nor the evaluation.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

interface TimedCell {
  readonly settings: {
    readonly dataset: string;
    readonly method: string;
    readonly overrides: Readonly<Record<string, unknown>>;
  };
  readonly cpuSeconds: { readonly student: number };
}

const { values: flags } = parseArgs({
  options: {
    datasets: { type: 'string', default: 'german,adult' },
    bits: { type: 'string', default: '4' },
  },
});

const command = fileURLToPath(new URL('../../apps/benchmark/src/cli.ts', import.meta.url));
const methods =
  'ptq,ptq-aciq,ptq-aciq-channels,ptq-awq,ptq-gptq,ptq-adaround,ptq-brecq,mixed-ptq,cf-ptq,cf-ptq-sensitivity,cf-ptq-faithful';
const sensitivities =
  'loss,fisher,hawq,hawq-v2,output-noise,counterfactual,counterfactual-margin,counterfactual-gradient';

/** The cells of one run, computed anew on one thread. */
function timed(...asked: readonly string[]): TimedCell[] {
  const shared = ['--dataset', flags.datasets, '--bits', flags.bits, '--seeds', '0', '--sample', '50'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', '--conditions=@cfq/source', command, 'run', '--json'],
      ...['--actions', 'literature', '--threads', '1', '--jobs', '1'],
      ...shared,
      ...asked,
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`cfq run ${asked.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as TimedCell[];
}

const cells = [
  ...timed('--method', methods),
  ...timed('--method', 'mixed-ptq', '--sensitivity', sensitivities, '--allocator', 'knapsack'),
  ...timed('--method', 'mixed-ptq', '--sensitivity', 'loss', '--allocator', 'greedy,haq,worst-group'),
];
const rows = new Map<string, string[]>();
for (const { settings, cpuSeconds } of cells) {
  const { method, overrides } = settings;
  const row = [method, ...Object.values(overrides).map(String)].join(' ');
  rows.set(row, [...(rows.get(row) ?? []), cpuSeconds.student.toFixed(2)]);
}
const say = (first: string, others: readonly string[]): void =>
  void process.stdout.write(`${first.padEnd(44)}${others.map((one) => one.padStart(10)).join('')}\n`);
say('seconds of processor', flags.datasets.split(','));
for (const [row, seconds] of rows) say(row, seconds);

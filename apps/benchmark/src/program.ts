import { Command } from 'commander';
import { version } from '../package.json';
import { examples } from './command-line/examples.ts';
import type { ExitCode } from './command-line/exit-code.ts';
import { addJsonFile } from './command-line/json-file/json-file.ts';
import { refuseRepeatedOptions } from './command-line/refuse-repeated-options.ts';
import type { Register } from './command-line/register.ts';
import type { Terminal } from './command-line/terminal.ts';
import { register as advise } from './commands/advise/register.ts';
import { register as allocate } from './commands/allocate/register.ts';
import { register as archive } from './commands/archive/register.ts';
import { register as audit } from './commands/audit/register.ts';
import { register as claims } from './commands/claims/register.ts';
import { register as datasets } from './commands/datasets/register.ts';
import { register as exportModel } from './commands/export/register.ts';
import { register as inspect } from './commands/inspect/register.ts';
import { register as list } from './commands/list/register.ts';
import { register as measure } from './commands/measure/register.ts';
import { register as merge } from './commands/merge/register.ts';
import { register as queue } from './commands/queue/register.ts';
import { register as replay } from './commands/replay/register.ts';
import { register as quantize } from './commands/quantize/register.ts';
import { register as replicate } from './commands/replicate/register.ts';
import { register as report } from './commands/report/register.ts';
import { register as run } from './commands/run/register.ts';
import { register as status } from './commands/status/register.ts';
import { register as table } from './commands/table/register.ts';
import { register as tune } from './commands/tune/register.ts';
import { register as worker } from './commands/worker/register.ts';

/** Every command, in the order in which help lists them. */
const commands: readonly Register[] = [
  run,
  replicate,
  tune,
  status,
  merge,
  archive,
  queue,
  worker,
  claims,
  inspect,
  audit,
  quantize,
  measure,
  allocate,
  list,
  datasets,
  table,
  report,
  exportModel,
  advise,
  replay,
];

/**
 * The command tree. What a command needs is imported when it runs, so that help and errors come at once.
 *
 * @param given where output goes
 * @param exit told the exit code of a command that reached its end
 */
export function program(given: Terminal, exit: (code: ExitCode) => void): Command {
  const terminal = { ...given };
  const cfq = new Command('cfq')
    .description('Quantize models without breaking the promises made to people: run, compare and list.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: () => true,
    })
    .addHelpText(
      'after',
      examples(
        'cfq run --dataset german --method lsq,cfq,cfq-faithful --bits 4 --seeds 0-4',
        'cfq replicate main --quick',
        'cfq list methods',
        'cfq datasets info adult',
        'cfq table results --markdown',
        'cfq export --dataset german --method cfq-faithful --out model.onnx',
      ),
    );
  for (const register of commands) register(cfq, { terminal, exit });
  addJsonFile(cfq, terminal);
  refuseRepeatedOptions(cfq);
  return cfq;
}

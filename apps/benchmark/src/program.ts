import { Command } from 'commander';
import { version } from '../package.json';
import { addReplicate } from './commands/replicate/register.ts';
import { addClaims } from './commands/claims/register.ts';
import { addStatus } from './commands/status/register.ts';
import { addTune } from './commands/tune/register.ts';
import { examples } from './command-line/examples.ts';
import type { ExitCode } from './command-line/exit-code.ts';
import type { ExportFlags } from './commands/export/run.ts';
import type { RunFlags } from './commands/run/run-configuration.ts';
import type { ReportFlags } from './commands/report/run.ts';
import type { Terminal } from './command-line/terminal.ts';

/**
 * The command tree. What a command needs is imported when it runs, so that help and errors come at once.
 *
 * @param terminal where output goes
 * @param exit told the exit code of a command that reached its end
 */
export function program(terminal: Terminal, exit: (code: ExitCode) => void): Command {
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
  addRun(cfq, terminal, exit);
  addReplicate(cfq, terminal, exit);
  addTune(cfq, terminal, exit);
  addStatus(cfq, terminal, exit);
  addClaims(cfq, terminal, exit);
  addList(cfq, terminal);
  addDatasets(cfq, terminal, exit);
  addTable(cfq, terminal, exit);
  addReport(cfq, terminal, exit);
  addExport(cfq, terminal, exit);
  return cfq;
}

function addRun(cfq: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  cfq
    .command('run')
    .description('train teachers and students, find recourse for everyone denied, and measure what survives')
    .option('--dataset <names>', 'datasets, comma-separated (see: cfq list datasets)')
    .requiredOption('--method <names>', 'methods, comma-separated (see: cfq list methods)')
    .option('--bits <list>', 'average bits per weight, one or more budgets', '4')
    .option('--seeds <list>', 'seeds: numbers and ranges, as in 0-4 or 0,2,5-7', '0-4')
    .option('--backbone <names>', 'logistic, or mlp: and its hidden widths', 'mlp:128-64')
    .option('--margins <list>', 'issue margins κ; 0 is always included', '0,0.2,0.4,0.8')
    .option('--cost <norm>', 'norm of the cost of an action: l1, l2 or mixed', 'l1')
    .option('--constraints <set>', 'what may change: restrictive, moderate or permissive', 'moderate')
    .option(
      '--override <assignments...>',
      "what differs from the methods' recipes, as name=value (see: cfq tune --help)",
    )
    .option('--out <dir>', 'store every finished cell there; the same command resumes')
    .option('--data-dir <dir>', "read the publishers' original files from there")
    .option('--csv <file>', 'your own data, with --schema instead of --dataset')
    .option('--schema <file>', 'what the columns of --csv are (YAML or JSON)')
    .option('--json', 'print an array of cells on stdout and nothing else')
    .option('--records', 'also store the per-instance records (needs --out)')
    .option('--jobs <n>', 'processes at a time (default: one a core)')
    .option('--threads <n>', 'threads of the engine in each', '1')
    .action(async (flags: RunFlags) => {
      const { run } = await import('./commands/run/run.ts');
      exit(await run(flags, terminal));
    })
    .addHelpText(
      'after',
      `
A cell is one dataset, method, seed, backbone and budget. Cells of one dataset, seed and backbone share their
split, their teacher and its recourse. Exit codes: 0 done, 1 a cell failed, 2 unusable request, 130 interrupted.
` +
        examples(
          'cfq run --dataset german --method lsq,cfq,cfq-faithful --bits 4 --seeds 0-4',
          'cfq run --dataset adult,compas --method cfq --bits 2.5,4 --out results --records',
          'cfq run --dataset synthetic-linear --method lsq --seeds 0 --backbone logistic --json > cells.json',
          'cfq run --dataset german --method kd --override length.steps=2000',
          'cfq run --csv loans.csv --schema loans.yaml --method cfq-faithful --seeds 0-2',
        ),
    );
}

function addList(cfq: Command, terminal: Terminal): void {
  cfq
    .command('list')
    .description('list what a run can be made of')
    .argument('<what>', 'methods, families, datasets, quantizers, solvers or allocators')
    .action(async (what: string) => {
      const { list } = await import('./commands/list/run.ts');
      await list(what, terminal);
    })
    .addHelpText('after', examples('cfq list methods', 'cfq list families'));
}

function addDatasets(cfq: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  const datasets = cfq.command('datasets').description("fetch, describe and verify the datasets' files");
  const dataDir = ['--data-dir <dir>', "folder of the publishers' original files"] as const;

  datasets
    .command('fetch')
    .description("download the publishers' original files, verify and cache them")
    .argument('<names...>', 'datasets')
    .option(...dataDir)
    .action(async (names: string[], flags: { dataDir?: string }) => {
      const { fetchDatasets } = await import('./commands/datasets/fetch.ts');
      exit(await fetchDatasets(names, flags, terminal));
    })
    .addHelpText('after', examples('cfq datasets fetch adult', 'cfq datasets fetch adult german compas'));
  datasets
    .command('info')
    .description('describe a dataset: rows, columns, what may change, licence, citation')
    .argument('<name>', 'dataset')
    .option(...dataDir)
    .action(async (name: string, flags: { dataDir?: string }) => {
      const { datasetInfo } = await import('./commands/datasets/info.ts');
      await datasetInfo(name, flags, terminal);
    })
    .addHelpText('after', examples('cfq datasets info german'));
  datasets
    .command('verify')
    .description('check embedded rows and any original files against their checksums')
    .argument('[names...]', 'datasets; all where none is named')
    .option(...dataDir)
    .action(async (names: string[], flags: { dataDir?: string }) => {
      const { verifyDatasets } = await import('./commands/datasets/verify.ts');
      exit(await verifyDatasets(names, flags, terminal));
    })
    .addHelpText('after', examples('cfq datasets verify', 'cfq datasets verify adult --data-dir downloads'));
}

function addTable(cfq: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  cfq
    .command('table')
    .description('print the results table of a folder of stored cells, with intervals and targets')
    .argument('<dir>', 'a folder written by: cfq run --out')
    .option('--markdown', 'Markdown instead of a terminal table')
    .option('--brief', 'one table a dataset and nothing else')
    .action(async (folder: string, flags: { markdown?: boolean; brief?: boolean }) => {
      const { table } = await import('./commands/table/run.ts');
      exit(await table(folder, flags, terminal));
    })
    .addHelpText('after', examples('cfq table results', 'cfq table results --markdown > RESULTS.md'));
}

function addReport(cfq: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  cfq
    .command('report')
    .description('write what a folder of stored cells holds as one HTML page, Markdown, CSV and figures')
    .argument('<dir>', 'a folder of stored cells')
    .option('--out <dir>', 'folder of the report; by default `report` within that of the cells')
    .option('--title <text>', 'title of the report')
    .option('--family <names>', 'report these plans of the folder alone, comma-separated')
    .action(async (folder: string, flags: ReportFlags) => {
      const { report } = await import('./commands/report/run.ts');
      exit(await report(folder, flags, terminal));
    })
    .addHelpText(
      'after',
      examples(
        'cfq report results',
        'cfq report results --family main,theory --out report --title "Main table"',
      ),
    );
}

function addExport(cfq: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  cfq
    .command('export')
    .description('train one student, write it as a low-bit ONNX file, and check what the file itself decides')
    .requiredOption(
      '--out <file>',
      'the file to write, ending in .onnx; a description in .json is put beside it',
    )
    .requiredOption('--method <name>', 'method (see: cfq list methods)')
    .option('--dataset <name>', 'dataset (see: cfq list datasets)')
    .option('--bits <number>', 'average bits per weight', '4')
    .option('--seed <number>', 'seed', '0')
    .option('--backbone <name>', 'logistic, or mlp: and its hidden widths', 'mlp:128-64')
    .option('--margins <list>', 'issue margins κ; 0 is always included', '0,0.2,0.4,0.8')
    .option('--data-dir <dir>', "read the publishers' original files from there")
    .option('--csv <file>', 'your own data, with --schema instead of --dataset')
    .option('--schema <file>', 'what the columns of --csv are (YAML or JSON)')
    .option('--threads <n>', 'threads of the engine', '1')
    .action(async (flags: ExportFlags) => {
      const { exportModel } = await import('./commands/export/run.ts');
      exit(await exportModel(flags, terminal));
    })
    .addHelpText(
      'after',
      `
The file is run in ONNX Runtime's native library, as it comes and with its rewriting held back, and in WebAssembly,
on the whole test set and on every recourse point. Exit code 1 where one of them decides otherwise than the student.
` +
        examples(
          'cfq export --dataset german --method cfq-faithful --out model.onnx',
          'cfq export --csv loans.csv --schema loans.yaml --method cfq-faithful --bits 3 --out loans.onnx',
        ),
    );
}

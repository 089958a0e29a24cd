import { shownDefault } from '../../command-line/shown-default.ts';
import type { Register } from '../../command-line/register.ts';
import { addConfigurationOptions } from '../../command-line/configuration-options.ts';
import { optionalQueueOption } from '../queue/queue-option.ts';
import { estimateOption, shardOption } from '../../runner/shard-option.ts';
import { logOption } from '../../logging/log-option.ts';
import { pluginOption } from '../../command-line/plugin-option.ts';
import { addConditionOptions } from '../../command-line/condition-options.ts';
import { examples } from '../../command-line/examples.ts';
import type { RunFlags } from './run-configuration.ts';

/** Adds `cfq run`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const command = cfq
    .command('run')
    .description('train teachers and students, find recourse for everyone denied, and measure what survives')
    .option('--dataset <names>', 'datasets, comma-separated (see: cfq list datasets)')
    .option('--method <names>', 'methods, comma-separated (see: cfq list methods)')
    .addOption(shownDefault('--bits <list>', 'average bits per weight, one or more budgets', '4'))
    .addOption(shownDefault('--seeds <list>', 'seeds: numbers and ranges, as in 0-4 or 0,2,5-7', '0-4'))
    .addOption(shownDefault('--backbone <names>', 'logistic, or mlp: and its hidden widths', 'mlp:128-64'))
    .addOption(shownDefault('--margins <list>', 'issue margins κ; 0 is always included', '0,0.2,0.4,0.8'))
    .addOption(shownDefault('--cost <names>', 'norms of the cost of an action: l1, l2 or mixed', 'l1'))
    .addOption(
      shownDefault(
        '--constraints <names>',
        'what may change, one or more of restrictive, moderate, permissive',
        'moderate',
      ),
    );
  addConditionOptions(command, { several: true })
    .option(
      '--override <assignments...>',
      "what differs from the methods' recipes, as name=value,value (see: cfq tune --help)",
    )
    .option(
      '--input-bits <list>',
      'bits of the columns that students read, one or more (default: as they are)',
    )
    .option(
      '--sensitivity <names>',
      'what says which layers need bits, one or more (see: cfq list sensitivities)',
    )
    .option('--allocator <names>', 'what spends the bits on layers, one or more (see: cfq list allocators)')
    .option('--spend <kinds>', 'what a budget of bits limits: bits, bytes or bit-operations')
    .option('--out <dir>', 'store every finished cell there; the same command resumes')
    .option(
      '--solver <name>',
      'what looks for recourse, that students learn from and that is evaluated (see: cfq list solvers)',
    )
    .option('--evaluation-solver <name>', 'what looks for it in the evaluation alone')
    .option(
      '--solver-option <assignments...>',
      'options of the solver that is named, as name=value: preset=fast, asPublished=true',
    )
    .option('--sample <n>', 'evaluate that many of the test rows, drawn by the seed, instead of all')
    .option(
      '--optimality-gap <n>',
      'hold the actions of n denied people against the cheapest ones, which exact proves (default: 20, beside the cells; 0: none)',
    )
    .option(
      '--certificates <radii>',
      'prove promises and near misses, in boxes of these half-widths in encoded units: 0,0.05',
    )
    .option('--roundings <list>', 'say which promises no rounding of the weights can break, at these bits')
    .option(...shardOption)
    .option(...estimateOption)
    .option(...logOption)
    .addOption(optionalQueueOption('put the cells into this queue in place of computing them'))
    .option(...pluginOption)
    .option('--data-dir <dir>', "read the publishers' original files from there")
    .option('--csv <file>', 'your own data, with --schema instead of --dataset')
    .option('--schema <file>', 'what the columns of --csv are (YAML or JSON)')
    .option('--json', 'print an array of cells on stdout and nothing else')
    .option('--show <n>', 'tell of n denied people, up to 10: their action, and what every student answers')
    .option('--wide', 'tables with every column, however wide the terminal')
    .option('--records', 'also store the per-instance records (needs --out, or --queue)')
    .option('--jobs <n>', 'processes at a time (default: one a core)')
    .addOption(shownDefault('--threads <n>', 'threads of the engine in each', '1'));
  addConfigurationOptions(command)
    .action(async (flags: RunFlags) => {
      const { run } = await import('./run.ts');
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
          'cfq run --dataset german --method lsq,cfq-faithful --seeds 0 --show 3',
          'cfq run --dataset adult,compas --method cfq --bits 2.5,4 --out results --records',
          'cfq run --dataset synthetic-linear --method lsq --seeds 0 --backbone logistic --json > cells.json',
          'cfq run --dataset german --method kd --override length.steps=2000',
          'cfq run --csv loans.csv --schema loans.yaml --method cfq-faithful --seeds 0-2',
        ),
    );
};

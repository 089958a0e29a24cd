import { shownDefault } from '../../command-line/shown-default.ts';
import type { Register } from '../../command-line/register.ts';
import { addConfigurationOptions } from '../../command-line/configuration-options.ts';
import { optionalQueueOption } from '../queue/queue-option.ts';
import { estimateOption, shardOption } from '../../runner/shard-option.ts';
import { logOption } from '../../logging/log-option.ts';
import { pluginOption } from '../../command-line/plugin-option.ts';
import { addConditionOptions } from '../../command-line/condition-options.ts';
import { examples } from '../../command-line/examples.ts';
import type { ReplicateFlags } from './replicate-configuration.ts';

/** Adds `cfq replicate`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const command = cfq
    .command('replicate')
    .description('run experiment families of the paper, print their tables, write a report')
    .argument('[families...]', 'families, or all (see: cfq list families)')
    .option('--quick', 'a small subset of each family, minutes for all of them')
    .option('--seeds <list>', "seeds: numbers and ranges; the family's own where left out (0-4)")
    .option('--dataset <names>', "datasets instead of the family's own, comma-separated");
  addConditionOptions(command, { several: true })
    .option('--jobs <n>', 'processes at a time; as many as there are cores where left out')
    .addOption(shownDefault('--threads <n>', 'threads of the engine in each process', '1'))
    .option('--out <dir>', 'folder of finished cells (default: cfq-results, with --quick cfq-results-quick)')
    .option(...shardOption)
    .option(...estimateOption)
    .option(...logOption)
    .addOption(optionalQueueOption('put the cells into this queue in place of computing them'))
    .option(...pluginOption)
    .option('--data-dir <dir>', "read the publishers' original files from there")
    .option('--wide', 'tables with every column, however wide the terminal')
    .option('--records', 'also store the per-instance records, for paired intervals')
    .option('--json', 'print an array of cells on stdout and nothing else');
  addConfigurationOptions(command)
    .action(async (words: string[], flags: ReplicateFlags) => {
      const { replicate } = await import('./run.ts');
      exit(await replicate(words, flags, terminal));
    })
    .addHelpText(
      'after',
      `
Families share cells and one folder, so each costs only what the others have not computed; the same command resumes.
Exit codes: 0 done, 1 a cell failed, 2 unusable request, 130 interrupted.
` +
        examples(
          'cfq replicate main',
          'cfq replicate all --quick',
          'cfq replicate ablations theory --seeds 0-2 --dataset german,compas --out results',
        ),
    );
};

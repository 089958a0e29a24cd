import { shownDefault } from '../../command-line/shown-default.ts';
import type { Register } from '../../command-line/register.ts';
import { addConfigurationOptions } from '../../command-line/configuration-options.ts';
import { pluginOption } from '../../command-line/plugin-option.ts';
import { addConditionOptions } from '../../command-line/condition-options.ts';
import { examples } from '../../command-line/examples.ts';
import type { TuneFlags } from './tune-configuration.ts';

/** Adds `cfq tune`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const command = cfq
    .command('tune')
    .description('choose the hyper-parameters of a method on validation rows, every trial on record')
    .option('--dataset <name>', 'dataset (see: cfq list datasets)')
    .option('--method <name>', 'method (see: cfq list methods)')
    .option('--grid <values...>', "values to try, as name=a,b; the method's own grid where left out")
    .option('--by <criterion>', "accuracy, the paper's, or faithfulness; by the method where left out")
    .addOption(shownDefault('--bits <number>', 'average bits per weight', '4'))
    .addOption(shownDefault('--seeds <list>', 'seeds: numbers and ranges, as in 0-4 or 0,2,5-7', '0-1'))
    .addOption(shownDefault('--backbone <name>', 'logistic, or mlp: and its hidden widths', 'mlp:128-64'));
  addConditionOptions(command, { several: false })
    .option('--jobs <n>', 'processes at a time; as many as there are cores where left out')
    .addOption(shownDefault('--threads <n>', 'threads of the engine in each process', '1'))
    .addOption(shownDefault('--out <dir>', 'folder of the trials; the same command resumes', 'cfq-tune'))
    .option(...pluginOption)
    .option('--data-dir <dir>', "read the publishers' original files from there")
    .option('--json', 'print the search as JSON on stdout and nothing else');
  addConfigurationOptions(command)
    .action(async (flags: TuneFlags) => {
      const { tune } = await import('./run.ts');
      exit(await tune(flags, terminal));
    })
    .addHelpText(
      'after',
      `
Names in a grid: eta, lambda (the weights of valid and bit-cost), terms.<term>, length.passes, length.steps,
allocator, sensitivity, spend, perChannel, observer, activationObserver, biasCorrection, inputBits, activationBits, learningRate, quantizerLrScale,
totalDecay, unrolledSteps, hingeGamma.
Exit codes: 0 done, 1 a trial failed or none can win, 2 unusable request, 130 interrupted.
` +
        examples(
          'cfq tune --dataset german --method cfq',
          'cfq tune --dataset compas --method cfq --grid eta=0.5,1 lambda=1e-3,1e-2 --by faithfulness',
          'cfq tune --dataset german --method kd --grid length.steps=400,2000',
        ),
    );
};

import { addBindingOptions } from '../../command-line/binding-options.ts';
import { addConfigurationOptions } from '../../command-line/configuration-options.ts';
import { examples } from '../../command-line/examples.ts';
import { pluginOption } from '../../command-line/plugin-option.ts';
import type { Register } from '../../command-line/register.ts';
import { shownDefault } from '../../command-line/shown-default.ts';
import type { AllocateFlags } from './allocate-configuration.ts';

/** Adds `cfq allocate`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const command = cfq
    .command('allocate')
    .description('which layers of a model file should get the bits: the whole trade-off, with proof')
    .argument('[model]', 'the model file (ONNX, or a folder of TensorFlow.js)');
  addBindingOptions(command)
    .addOption(
      shownDefault(
        '--sensitivity <name>',
        'what says what rounding a layer loses (see: cfq list sensitivities)',
        'counterfactual-margin',
      ),
    )
    .addOption(
      shownDefault('--allocator <name>', 'held against the optimum (see: cfq list allocators)', 'knapsack'),
    )
    .addOption(shownDefault('--bits <number>', 'bits a weight whose uniform schedule sets its budget', '4'))
    .addOption(shownDefault('--spend <what>', 'bits, bytes, bit-operations or latency', 'bits'))
    .addOption(shownDefault('--widths <list>', 'bits that a weight may have', '2,3,4,8'))
    .addOption(shownDefault('--points <n>', 'most schedules that are printed', '24'))
    .option('--out <file>', 'draw the trade-off into this .svg')
    .addOption(
      shownDefault(
        '--actions <name>',
        'what people may do: a policy of the schema, schema, or a file of your own',
        'actionable, else schema',
      ),
    )
    .addOption(shownDefault('--cost <norm>', 'norm of the cost of an action: l1, l2 or mixed', 'l1'))
    .addOption(shownDefault('--seed <number>', 'seed of the split and of what is drawn', '0'))
    .option(...pluginOption)
    .option('--json', 'print everything as JSON on stdout and nothing else');
  addConfigurationOptions(command)
    .action(async (model: string | undefined, flags: AllocateFlags) => {
      const { allocate } = await import('./run.ts');
      exit(await allocate({ ...flags, ...(model !== undefined && { model }) }, terminal));
    })
    .addHelpText(
      'after',
      `
Nothing is trained and no model is written: layers are rounded as mixed-ptq rounds them. Losses are in the unit of the
sensitivity and say how schedules compare, not what will break: measure that with cfq quantize, or cfq audit.

Exit codes: 0 printed; 2 unusable request or file; 130 interrupted.
` +
        examples(
          'cfq allocate model.onnx --data people.csv --schema people.yaml',
          'cfq allocate model.onnx --data people.csv --schema people.yaml --sensitivity fisher --spend bytes --out curve.svg',
          'cfq allocate model.onnx --data people.csv --schema people.yaml --allocator greedy --bits 3 --json',
        ),
    );
};

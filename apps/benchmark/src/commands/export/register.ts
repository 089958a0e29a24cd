import { shownDefault } from '../../command-line/shown-default.ts';
import type { Register } from '../../command-line/register.ts';
import { addConfigurationOptions } from '../../command-line/configuration-options.ts';
import { pluginOption } from '../../command-line/plugin-option.ts';
import { addConditionOptions } from '../../command-line/condition-options.ts';
import { examples } from '../../command-line/examples.ts';
import type { ExportFlags } from './export-configuration.ts';

/** Adds `cfq export`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const command = cfq
    .command('export')
    .description('train one student, write it as a low-bit ONNX file, and check what the file itself decides')
    .option('--out <file>', 'the file to write, ending in .onnx; a description in .json is put beside it')
    .option('--method <name>', 'method (see: cfq list methods)')
    .option('--dataset <name>', 'dataset (see: cfq list datasets)')
    .addOption(shownDefault('--bits <number>', 'average bits per weight', '4'))
    .addOption(
      shownDefault(
        '--lowering <name>',
        'qdq (codes read as floats) or integer (whole numbers throughout)',
        'qdq',
      ),
    )
    .addOption(shownDefault('--seed <number>', 'seed', '0'))
    .addOption(shownDefault('--backbone <name>', 'logistic, or mlp: and its hidden widths', 'mlp:128-64'))
    .addOption(shownDefault('--margins <list>', 'issue margins κ; 0 is always included', '0,0.2,0.4,0.8'))
    .addOption(shownDefault('--cost <norm>', 'norm of the cost of an action: l1, l2 or mixed', 'l1'))
    .addOption(
      shownDefault('--constraints <set>', 'what may change: restrictive, moderate or permissive', 'moderate'),
    );
  addConditionOptions(command, { several: false })
    .option(
      '--override <assignments...>',
      "what differs from the method's recipe, as name=value (see: cfq tune --help)",
    )
    .option('--solver <name>', 'what looks for recourse in the evaluation (see: cfq list solvers)')
    .option(...pluginOption)
    .option('--data-dir <dir>', "read the publishers' original files from there")
    .option('--csv <file>', 'your own data, with --schema instead of --dataset')
    .option('--schema <file>', 'what the columns of --csv are (YAML or JSON)')
    .addOption(shownDefault('--threads <n>', 'threads of the engine', '1'));
  addConfigurationOptions(command)
    .action(async (flags: ExportFlags) => {
      const { exportModel } = await import('./run.ts');
      exit(await exportModel(flags, terminal));
    })
    .addHelpText(
      'after',
      `
The file is run in ONNX Runtime's native library, as it comes and with its rewriting held back, and in WebAssembly,
on the whole test set and on every recourse point. Exit code 1 where one of them decides otherwise than the student.
With --lowering integer rows are rounded to a grid of 16 bits first, which may change decisions close to the boundary.
` +
        examples(
          'cfq export --dataset german --method cfq-faithful --out model.onnx',
          'cfq export --dataset german --method cfq-faithful --bits 8 --lowering integer --out model.onnx',
          'cfq export --csv loans.csv --schema loans.yaml --method cfq-faithful --bits 3 --out loans.onnx',
        ),
    );
};

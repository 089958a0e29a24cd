import { addBindingOptions } from '../../command-line/binding-options.ts';
import { addConfigurationOptions } from '../../command-line/configuration-options.ts';
import { examples } from '../../command-line/examples.ts';
import { pluginOption } from '../../command-line/plugin-option.ts';
import type { Register } from '../../command-line/register.ts';
import { shownDefault } from '../../command-line/shown-default.ts';
import type { QuantizeFlags } from './quantize-configuration.ts';

/** Adds `cfq quantize`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const command = cfq
    .command('quantize')
    .description(
      'make a model file of yours smaller, within limits on what becomes of its decisions and promises',
    )
    .argument('[model]', 'the model file (ONNX, or a folder of TensorFlow.js)');
  addBindingOptions(command)
    .option('--out <file>', 'the file to write, ending in .onnx; a model card (.md, .json) is put beside it')
    .option('--bits <number>', 'average bits per weight; 4 where neither this nor --keep is given')
    .option('--input-bits <n>', 'bits of the columns that the file reads, 1 to 16 (default: as they are)')
    .option(
      '--keep <limits>',
      'look for the smallest file within limits: "flips<=0.5%, vd@0.2<=1%, near-miss>=0.95"',
    )
    .option(
      '--promise-first <share>',
      'of the promises without a margin, the share to be kept: added to the decision is the least that does it',
    )
    .addOption(shownDefault('--method <name>', 'method (see: cfq list methods)', 'cfq-faithful'))
    .addOption(
      shownDefault('--search <rule>', 'how the smallest is looked for: ascending, or bisection', 'ascending'),
    )
    .addOption(shownDefault('--widths <list>', 'bits that a weight may have', '2,3,4,8'))
    .addOption(shownDefault('--points <n>', 'most schedules that are tried', '24'))
    .option('--steps <n>', "updates of each candidate; the method's own number where left out")
    .addOption(shownDefault('--lowering <name>', 'qdq (float products), or integer', 'qdq'))
    .addOption(
      shownDefault(
        '--actions <name>',
        'what people may do: a policy of the schema, schema, or a file of your own',
        'actionable, else schema',
      ),
    )
    .addOption(shownDefault('--cost <norm>', 'norm of the cost of an action: l1, l2 or mixed', 'l1'))
    .addOption(shownDefault('--seed <number>', 'seed of the split and of training', '0'))
    .option('--work <dir>', 'keep finished candidates there, so that the same command resumes')
    .option(...pluginOption)
    .addOption(shownDefault('--threads <n>', 'threads of the engine', '1'))
    .option('--json', 'print the model card as JSON on stdout and nothing else');
  addConfigurationOptions(command)
    .action(async (model: string | undefined, flags: QuantizeFlags) => {
      const { quantize } = await import('./run.ts');
      exit(await quantize({ ...flags, ...(model !== undefined && { model }) }, terminal));
    })
    .addHelpText(
      'after',
      `
The model you give is the teacher: what is trained, or calibrated, is trained to decide as it does. Rows are split by
seed into those to fit, to choose and to confirm; outcomes are not needed. With --keep, schedules of bits are trained
and measured from the smallest file up until one is within all limits on the rows to choose. What was chosen is held
against the teacher on the rows to confirm, once, and in every runtime. The file takes and gives what the teacher's does.
With --promise-first 0.99 a file that breaks promises approves a little earlier: what that costs, in people who are
approved too early, is printed for this share and others.

Limits: flips, drift, over-grant, vd@0.2, near-miss, faithfulness, crg@0.2, … (see: cfq audit --help).
Exit codes: 0 written; 1 nothing is within the limits, or what was chosen is not confirmed, and nothing stands at --out;
2 unusable request or file, such as a tree ensemble, which can be audited and not quantized; 130 interrupted.
` +
        examples(
          'cfq quantize model.onnx --data people.csv --schema people.yaml --out model.int4.onnx',
          'cfq quantize model.onnx --data people.csv --schema people.yaml --keep "flips<=0.5%, vd@0.2<=1%" --out small.onnx',
          'cfq quantize model.onnx --data people.csv --schema people.yaml --method cf-ptq-faithful --bits 3 --out small.onnx',
        ),
    );
};

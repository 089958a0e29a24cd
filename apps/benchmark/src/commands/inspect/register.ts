import type { Register } from '../../command-line/register.ts';
import { examples } from '../../command-line/examples.ts';
import type { InspectFlags } from './run.ts';

/** Adds `cfq inspect`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal }) => {
  cfq
    .command('inspect')
    .description('say what a model file holds, and whether it is a network that can be quantized')
    .argument('<file>', 'an ONNX file, or a folder of TensorFlow.js with a LayersModel')
    .option('--output <name>', 'the output to read the network from, where the file has several')
    .option('--json', 'print everything as JSON')
    .action(async (file: string, flags: InspectFlags) => {
      const { inspect } = await import('./run.ts');
      await inspect(file, flags, terminal);
    })
    .addHelpText(
      'after',
      `
Nothing is executed. A file of dense layers is recognised as a network: it can be quantized, certified and
differentiated. Any other is a black box that can be audited; the operator that stood in the way is named.
Exit code 2, and one line, where the file cannot be read.
${examples('cfq inspect model.onnx', 'cfq inspect layers-model/', 'cfq inspect model.onnx --json')}`,
    );
};

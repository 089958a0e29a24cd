import { addBindingOptions } from '../../command-line/binding-options.ts';
import { addConfigurationOptions } from '../../command-line/configuration-options.ts';
import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';
import { shownDefault } from '../../command-line/shown-default.ts';
import type { ReplayFlags } from './run.ts';

/** Adds `cfq replay`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const command = cfq
    .command('replay')
    .description('ask a model file about all advice on file, and list whose promise it breaks')
    .argument('<records>', 'a file of records, as cfq advise --record writes it')
    .option('--model <file>', 'the model file that is asked');
  addBindingOptions(command)
    .option('--public-key <file>', 'check signatures against the public keys in this file')
    .option('--hash-key <file>', 'the secret that people were hashed with')
    .option('--broken <file>', 'write every action that is not kept as CSV')
    .addOption(shownDefault('--show <n>', 'how many of them are listed here', '20'))
    .option('--json', 'print JSON and nothing else');
  addConfigurationOptions(command)
    .action(async (records: string, flags: ReplayFlags) => {
      const { replayCommand } = await import('./run.ts');
      exit(await replayCommand(records, flags, terminal));
    })
    .addHelpText(
      'after',
      `
Records that hold values are enough by themselves; for others --data must hold the people. Exit code 0 where all
that still binds is kept, 1 where something is not, 2 where the records or the model cannot be used: nothing is
concluded from a file with corrupt lines.
` +
        examples(
          'cfq replay advice.jsonl --model new.onnx --data people.csv --schema people.yaml',
          'cfq replay advice.jsonl --model new.onnx --public-key lender.public.pem --broken broken.csv',
        ),
    );
};

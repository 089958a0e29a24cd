import { addBindingOptions } from '../../command-line/binding-options.ts';
import { addConfigurationOptions } from '../../command-line/configuration-options.ts';
import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';
import { shownDefault } from '../../command-line/shown-default.ts';
import type { AdviseFlags } from './advise-configuration.ts';

/** Adds `cfq advise`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const command = cfq
    .command('advise')
    .description(
      'say to a person what would help: changes, in values that exist, that bring a model file to approve',
    )
    .argument('[model]', 'the model file: ONNX, or a folder of TensorFlow.js')
    .option('--person <who>', 'a JSON file with the values of one person, a line of --data, or all');
  addBindingOptions(command)
    .option('--actions <policy>', 'what people may do: a policy of the schema or of a file, or schema')
    .addOption(shownDefault('--alternatives <n>', 'how many ways, each of other features', '1'))
    .addOption(shownDefault('--margin <k>', 'logits that the file approves with at least', '0'))
    .addOption(shownDefault('--cost <norm>', 'norm of the cost of an action: l1, l2 or mixed', 'l1'))
    .option('--lock <names>', 'features that stay as they are')
    .option('--allow <names>', 'the only features that may change')
    .option('--max-change <caps>', 'how far from their own values, as in "income<=+20%,debt>=-500"')
    .option('--bounds <bounds>', 'how low and high, as in "amount=2000..5000,debt=..1000"')
    .option(
      '--effort <efforts>',
      'how hard each change is for whoever asks, as in "income=3,housing=0.5"; else 1',
    )
    .option('--time <amount>', 'how much time there is, in the unit of time in the schema or policy')
    .option('--solver <name>', 'what searches; slp for networks and black-box else, where left out')
    .addOption(shownDefault('--seed <number>', 'seed', '0'))
    .option('--deadline <time>', 'when to end with what was found, as in 30s')
    .option('--record <file>', 'add what was advised to a file of records (JSON Lines), for cfq replay')
    .option('--with-values', "file the people's values too: personal data")
    .option('--hash-key <file>', 'a secret to hash people with, so that they cannot be guessed')
    .option('--sign <file>', 'sign the records with this private key')
    .option('--expires <days>', 'how long advice binds, as in 90d')
    .option('--json', 'print JSON and nothing else')
    .option('--markdown', 'print Markdown')
    .option(
      '--new-key <file>',
      'write a new key to sign with, and its public half beside it, and do nothing else',
    );
  addConfigurationOptions(command)
    .action(async (model: string | undefined, flags: AdviseFlags) => {
      const { adviseCommand } = await import('./run.ts');
      exit(await adviseCommand(model, flags, terminal));
    })
    .addHelpText(
      'after',
      `
Without --data the file must say itself how rows are encoded, as files of cfq quantize and cfq export do.
Exit code 1 where somebody is denied and nothing was found that would help.
` +
        examples(
          'cfq advise loans.onnx --data people.csv --schema people.yaml --person 17 --alternatives 3',
          'cfq advise loans.onnx --person person.json --margin 0.2 --lock housing --max-change "income<=+20%"',
          'cfq advise loans.onnx --data people.csv --schema people.yaml --person all --record advice.jsonl --expires 90d',
          'cfq advise --new-key lender.pem',
        ),
    );
};

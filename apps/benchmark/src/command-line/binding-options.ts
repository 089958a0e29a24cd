import type { Command } from 'commander';
import { shownDefault } from './shown-default.ts';

/** Adds the options of the commands that take a model file and a table of people. */
export function addBindingOptions(command: Command): Command {
  return command
    .option('--data <file>', 'the people, as CSV')
    .option('--schema <file>', 'what the columns of --data are (YAML or JSON)')
    .option('--positive <class>', 'the favourable class as the file calls it: its label, or its place 0 or 1')
    .option(
      '--input-map <file>',
      'what each input of the file is given, where its names do not say (YAML or JSON)',
    )
    .option(
      '--output <name>',
      'the output that is read; logits before probabilities before labels where left out',
    )
    .addOption(
      shownDefault(
        '--threshold <p>',
        'probability of the favourable class above which people are approved',
        '0.5',
      ),
    );
}

import { Option, type Command } from 'commander';
import { shownDefault } from './shown-default.ts';

/**
 * Adds the options of the commands that train: what people may do, and how the model that decides about them is made.
 *
 * @param several whether the command takes a list of policies
 */
export function addConditionOptions(command: Command, { several }: { readonly several: boolean }): Command {
  const policies = several
    ? ['--actions <names>', 'what people may do: policies of the data set, schema, or files of your own']
    : ['--actions <name>', 'what people may do: a policy of the data set, schema, or a file of your own'];
  return command
    .addOption(shownDefault(policies[0]!, policies[1]!, 'actionable, else schema'))
    .addOption(
      new Option(
        '--teacher <assignments>',
        'how the teacher is trained: epochs=100,decay=0.5,learning-rate=1e-3,batch=32,decay-scale=0.1,dropout=0.2,keep=accuracy; settled by the data where left out',
      ),
    )
    .addOption(
      shownDefault(
        '--threshold <rule>',
        'cut-off of decisions: a probability, or cost:5:1 (false grant : false denial), acceptance:0.8, f1, youden',
        '0.5',
      ),
    )
    .addOption(
      shownDefault(
        '--class-weights <weights>',
        'what rows of a class weigh: none, balanced, or favourable:unfavourable as in 1:5',
        'none',
      ),
    );
}

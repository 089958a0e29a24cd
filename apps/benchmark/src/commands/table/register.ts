import type { Register } from '../../command-line/register.ts';
import type { TablesAsked } from '../../tables/write-tables.ts';
import { examples } from '../../command-line/examples.ts';

/** Adds `cfq table`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('table')
    .description(
      'print the results of a folder of stored cells: tables, intervals, targets, a verdict in words',
    )
    .argument('<dir>', 'a folder written by: cfq run --out')
    .option('--markdown', 'Markdown instead of a terminal table')
    .option('--wide', 'every column, however wide the terminal')
    .option('--brief', 'one table a dataset and nothing else')
    .action(async (folder: string, flags: TablesAsked) => {
      const { table } = await import('./run.ts');
      exit(await table(folder, flags, terminal));
    })
    .addHelpText('after', examples('cfq table results', 'cfq table results --markdown > RESULTS.md'));
};

import type { Register } from '../../command-line/register.ts';
import type { TableFlags } from './run.ts';
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
    .option('--latex', 'LaTeX tables for a paper (booktabs, T1 fonts), the legend as comments')
    .option('--wide', 'every column, however wide the terminal')
    .option('--show <n>', 'tell of n denied people, up to 10: their action, and what every student answers')
    .option('--brief', 'one table a dataset and nothing else')
    .action(async (folder: string, flags: TableFlags) => {
      const { table } = await import('./run.ts');
      exit(await table(folder, flags, terminal));
    })
    .addHelpText(
      'after',
      examples(
        'cfq table results',
        'cfq table results --markdown > RESULTS.md',
        'cfq table results --latex --brief > table.tex',
      ),
    );
};

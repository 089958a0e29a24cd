import type { Register } from '../../command-line/register.ts';
import { examples } from '../../command-line/examples.ts';

/** Adds `cfq table`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('table')
    .description('print the results table of a folder of stored cells, with intervals and targets')
    .argument('<dir>', 'a folder written by: cfq run --out')
    .option('--markdown', 'Markdown instead of a terminal table')
    .option('--brief', 'one table a dataset and nothing else')
    .action(async (folder: string, flags: { markdown?: boolean; brief?: boolean }) => {
      const { table } = await import('./run.ts');
      exit(await table(folder, flags, terminal));
    })
    .addHelpText('after', examples('cfq table results', 'cfq table results --markdown > RESULTS.md'));
};

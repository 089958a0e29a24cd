import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';

/** Adds `cfq claims`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('claims')
    .description("hold the paper's claims against the cells of a folder, with numbers and verdicts")
    .argument('<dir>', 'a folder written by: cfq replicate main ablations budget-curves runtime')
    .option('--markdown', 'print Markdown')
    .action(async (folder: string, flags: { markdown?: boolean }) => {
      const { claims } = await import('./run.ts');
      exit(claims(folder, flags, terminal));
    })
    .addHelpText('after', examples('cfq claims cfq-results', 'cfq claims cfq-results --markdown'));
};

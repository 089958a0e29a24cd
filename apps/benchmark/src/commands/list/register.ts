import type { Register } from '../../command-line/register.ts';
import { examples } from '../../command-line/examples.ts';

/** Adds `cfq list`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal }) => {
  cfq
    .command('list')
    .description('list what a run can be made of')
    .argument(
      '<what>',
      'methods, families, datasets, quantizers, solvers, allocators, sensitivities or terms',
    )
    .action(async (what: string) => {
      const { list } = await import('./run.ts');
      await list(what, terminal);
    })
    .addHelpText('after', examples('cfq list methods', 'cfq list families'));
};

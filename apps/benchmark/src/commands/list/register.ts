import type { Register } from '../../command-line/register.ts';
import { pluginOption } from '../../command-line/plugin-option.ts';
import { examples } from '../../command-line/examples.ts';
import type { ListFlags } from './run.ts';

/** Adds `cfq list`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal }) => {
  cfq
    .command('list')
    .description('list what a run can be made of')
    .argument(
      '<what>',
      'methods, families, datasets, quantizers, solvers, allocators, sensitivities or terms',
    )
    .option(...pluginOption)
    .action(async (what: string, flags: ListFlags) => {
      const { list } = await import('./run.ts');
      await list(what, flags, terminal);
    })
    .addHelpText(
      'after',
      examples('cfq list methods', 'cfq list families', 'cfq list quantizers --plugin ./my-parts.ts'),
    );
};

import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';

/** Adds `cfq status`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('status')
    .description(
      'where the plans of a folder stand: done, failed, pending, and about how long the rest takes',
    )
    .argument('<dir>', 'a folder written by: cfq run --out, cfq replicate --out')
    .option('--json', 'print one JSON object on stdout and nothing else')
    .option('--why <cell>', 'what changed since a cell was computed: its file, or how the name begins')
    .action(async (folder: string, flags: { json?: boolean; why?: string }) => {
      const { why } = flags;
      if (why !== undefined) {
        const { statusWhy } = await import('./why.ts');
        exit(statusWhy(folder, { ...flags, why }, terminal));
        return;
      }
      const { status } = await import('./run.ts');
      exit(status(folder, flags, terminal));
    })
    .addHelpText(
      'after',
      examples('cfq status results', 'cfq status results --json', 'cfq status results --why german-cfq-4b'),
    );
};

import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';

/** Adds `cfq merge`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('merge')
    .description(
      'put the cells and plans of several folders into one, and alarm where two disagree about a cell',
    )
    .argument(
      '<dirs...>',
      'folders written by: cfq run --out, cfq replicate --out; archives written by: cfq archive',
    )
    .requiredOption('--out <dir>', 'folder for all of them; what it holds already counts as one of them')
    .action(async (folders: string[], flags: { out: string }) => {
      const { merge } = await import('./run.ts');
      exit(await merge(folders, flags, terminal));
    })
    .addHelpText(
      'after',
      `
A cell that two folders hold must be equal in all that is measured, its record byte for byte; otherwise it is taken from
neither. Every hash of an archive is checked first. Exit codes: 0 joined, 1 two disagree or a file is damaged, 2 unusable request.
` + examples('cfq merge part-1 part-2 part-3 --out results', 'cfq merge results.tar --out results'),
    );
};

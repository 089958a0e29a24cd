import type { Command } from 'commander';
import type { ExitCode } from '../../command-line/exit-code.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/** Adds `cfq claims`. What it needs is imported when it runs. */
export function addClaims(cfq: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  cfq
    .command('claims')
    .description("hold the paper's claims against the cells of a folder, with numbers and verdicts")
    .argument('<dir>', 'a folder written by: cfq replicate main ablations budget-curves runtime')
    .option('--markdown', 'print Markdown')
    .action(async (folder: string, flags: { markdown?: boolean }) => {
      const { claims } = await import('./run.ts');
      exit(claims(folder, flags, terminal));
    })
    .addHelpText('after', '\nExamples:\n  $ cfq claims cfq-results\n  $ cfq claims cfq-results --markdown\n');
}

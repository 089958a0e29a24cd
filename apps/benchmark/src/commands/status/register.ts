import type { Command } from 'commander';
import type { ExitCode } from '../../command-line/exit-code.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/** Adds `cfq status`. What it needs is imported when it runs. */
export function addStatus(cfq: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  cfq
    .command('status')
    .description(
      'where the plans of a folder stand: done, failed, pending, and about how long the rest takes',
    )
    .argument('<dir>', 'a folder written by: cfq run --out, cfq replicate --out')
    .option('--json', 'print one JSON object on stdout and nothing else')
    .action(async (folder: string, flags: { json?: boolean }) => {
      const { status } = await import('./run.ts');
      exit(status(folder, flags, terminal));
    })
    .addHelpText('after', '\nExamples:\n  $ cfq status results\n  $ cfq status results --json\n');
}

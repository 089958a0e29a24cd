import { CommanderError } from 'commander';
import { UsageError } from './benchmark-error.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { oneLine } from './one-line.ts';
import { program } from './program.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs the `cfq` command: results on stdout, one line on stderr for whatever went wrong.
 *
 * @param words the command line after `cfq`
 * @returns the exit code
 */
export async function main(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCode.success;
  const command = program(terminal, (reached) => {
    code = reached;
  });
  try {
    await command.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCode.success;
      terminal.stderr.write(`cfq: ${oneLine(error).replace(/^error: /, '')}\n`);
      return exitCode.usage;
    }
    terminal.stderr.write(`cfq: ${oneLine(error)}\n`);
    return error instanceof UsageError ? exitCode.usage : exitCode.failed;
  }
}

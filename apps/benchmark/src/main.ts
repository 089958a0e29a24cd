import { CommanderError, type Command } from 'commander';
import { UsageError } from './command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from './command-line/exit-code.ts';
import { oneLine } from './command-line/one-line.ts';
import { program } from './program.ts';
import type { Terminal } from './command-line/terminal.ts';
import { visibleOutput } from './command-line/seen/visible-output.ts';

/**
 * Runs the `cfq` command: results on stdout, one line on stderr for whatever went wrong.
 *
 * @param words the command line after `cfq`
 * @returns the exit code
 */
export async function main(words: readonly string[], given: Terminal): Promise<ExitCode> {
  const terminal = { stdout: visibleOutput(given.stdout), stderr: visibleOutput(given.stderr) };
  let code: ExitCode = exitCode.success;
  const command = program(terminal, (reached) => {
    code = reached;
  });
  try {
    await command.parseAsync(words.length > 0 ? words : ['--help'], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCode.success;
      const incomplete = error.code === 'commander.help';
      const message = incomplete ? nameACommand(command, words) : oneLine(error).replace(/^error: /, '');
      terminal.stderr.write(`cfq: ${message}\n`);
      return exitCode.usage;
    }
    terminal.stderr.write(`cfq: ${oneLine(error)}\n`);
    return error instanceof UsageError ? exitCode.usage : exitCode.failed;
  }
}

/** What to say to a group of commands without one of them. */
function nameACommand(root: Command, words: readonly string[]): string {
  const group = root.commands.find((command) => command.name() === words[0]) ?? root;
  const names = group.commands.map((command) => command.name()).join(', ');
  return `${group.name()}: name a command (expected one of ${names}).`;
}

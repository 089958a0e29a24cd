import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** What a command runs in. */
interface CommandHost {
  /** Where output goes. */
  readonly terminal: Terminal;
  /** Told the exit code of a command that reached its end. */
  readonly exit: (code: ExitCode) => void;
}

/** Adds a command to `cfq`; every `commands/<name>/register.ts` exports one. */
export type Register = (cfq: Command, host: CommandHost) => void;

import { program } from '@cfq/benchmark';
import { keptStream } from '../../end-to-end/kept-stream.ts';

/** A flag of a command. */
export interface CommandFlag {
  readonly flag: string;
  readonly takesValue: boolean;
}

/** What needs a network, or a day. */
const left: readonly string[] = ['fetch', 'queue', 'worker', 'replicate', 'tune', 'help'];

/**
 * The flags of every command that can be tried without a network: those with `--print-config` are to be given it, so that
 * nothing is trained; the others read files.
 */
export function commandFlags(): ReadonlyMap<string, readonly CommandFlag[]> {
  const { stream } = keptStream();
  const cfq = program({ stdout: stream, stderr: stream }, () => undefined);
  return new Map(
    cfq.commands
      .filter((command) => !left.includes(command.name()) && command.commands.length === 0)
      .map((command) => [
        command.name(),
        command.options
          .filter(({ long }) => long !== '--queue')
          .map(({ long, required, optional }) => ({ flag: long ?? '', takesValue: required || optional })),
      ]),
  );
}

import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { UsageError } from '../benchmark-error.ts';
import type { Terminal } from '../terminal.ts';

const ending = /\.json$/i;

/**
 * Lets every command of a tree that has `--json` write it into a file: `--json --out FILE`. Where `--out` is of the command
 * itself, a folder of cells for instance, it is that file where it ends in `.json`, and the command is not told. The file is
 * written when the command has ended, whole or not at all; it is tried before any work is done.
 *
 * @param terminal whose results go into the file while such a command runs
 */
export function addJsonFile(
  cfq: Command,
  terminal: { -readonly [Name in keyof Terminal]: Terminal[Name] },
): void {
  const own = new Set<Command>();
  for (const command of [cfq, ...everyCommand(cfq)]) {
    if (!command.options.some(({ long, required }) => long === '--json' && !required)) continue;
    const out = command.options.find(({ long }) => long === '--out');
    if (out === undefined) {
      own.add(command);
      command.option('--out <file>', 'where --json goes, in place of stdout');
    } else out.description += '; with --json, a .json file is where that goes';
  }
  const asked = new Map<Command, { readonly file: string; readonly chunks: Buffer[]; restore(): void }>();
  cfq.hook('preAction', async (_, command) => {
    const {
      out: file,
      json,
      printConfig,
    } = command.opts<{
      out?: string;
      json?: boolean | string;
      printConfig?: boolean;
    }>();
    if (file === undefined) return;
    if (json !== true) {
      if (!own.has(command)) return;
      throw new UsageError(`--out: is where --json goes (got "${file}" without it). Add --json.`);
    }
    if (!own.has(command) && !ending.test(file)) return;
    command.setOptionValue('out', undefined);
    if (printConfig === true) return;
    const { assertFileTarget } = await import('../../store/assert-target.ts');
    assertFileTarget('--out', file);
    const chunks: Buffer[] = [];
    const { stdout } = terminal;
    terminal.stdout = new PassThrough().on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.set(command, { file, chunks, restore: () => (terminal.stdout = stdout) });
  });
  cfq.hook('postAction', async (_, command) => {
    const found = asked.get(command);
    if (found === undefined) return;
    await new Promise<void>((resolve) => terminal.stdout.end(() => resolve()));
    found.restore();
    if (found.chunks.length === 0) return;
    const { writeFileAtomically } = await import('../../store/write-file-atomically.ts');
    writeFileAtomically(found.file, Buffer.concat(found.chunks));
  });
}

const everyCommand = ({ commands }: Command): Command[] =>
  commands.flatMap((command) => [command, ...everyCommand(command)]);

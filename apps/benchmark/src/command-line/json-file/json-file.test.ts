import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { program } from '../../program.ts';
import { sampleTerminal } from '../../testing/sample-terminal.ts';
import { UsageError } from '../benchmark-error.ts';
import { addJsonFile } from './json-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-json-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Two commands that print what they were told, one with a folder of its own. */
async function told(...words: string[]) {
  const shown = sampleTerminal();
  const terminal = { ...shown };
  const tree = new Command('cfq').exitOverride();
  const own = tree.command('own').option('--json').option('--out <dir>', 'a folder').option('--print-config');
  own.option('--fail').action((flags: { fail?: boolean }) => {
    terminal.stdout.write(JSON.stringify(flags));
    if (flags.fail) throw new Error('failed');
  });
  const reports = tree.command('group').command('reports').option('--json');
  reports.action(() => void terminal.stdout.write('{}\n'));
  addJsonFile(tree, terminal);
  await tree.parseAsync(words, { from: 'user' });
  return shown.written();
}

describe('--json --out FILE', () => {
  it('writes what --json prints, and prints nothing', async () => {
    const file = join(folder, 'any name');
    expect(await told('group', 'reports', '--json')).toBe('{}\n');
    expect(await told('group', 'reports', '--json', '--out', file)).toBe('');
    expect(readFileSync(file, 'utf8')).toBe('{}\n');
    expect(readdirSync(folder)).toEqual(['any name']);
  });

  it('is that file where a command has an --out of its own and it ends in .json, and else the command’s', async () => {
    const file = join(folder, 'cells.json');
    expect(await told('own', '--json', '--out', file)).toBe('');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ json: true });
    expect(JSON.parse(await told('own', '--json', '--out', folder))).toEqual({ json: true, out: folder });
    const named = join(folder, 'x.json');
    expect(JSON.parse(await told('own', '--out', named))).toEqual({ out: named });
    expect(JSON.parse(await told('own', '--json', '--out', named, '--print-config'))).toMatchObject({
      json: true,
    });
    expect(existsSync(named)).toBe(false);
  });

  it('is refused without --json or where it cannot be written, and no file stays of a command that failed', async () => {
    const file = join(folder, 'cells.json');
    await expect(told('group', 'reports', '--out', file)).rejects.toThrow(
      /--out: is where --json goes .*Add --json/,
    );
    await expect(told('group', 'reports', '--json', '--out', folder)).rejects.toThrow(UsageError);
    await expect(told('own', '--json', '--out', join(folder, 'no', 'x.json'))).rejects.toThrow(UsageError);
    await expect(told('own', '--json', '--fail', '--out', file)).rejects.toThrow('failed');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is there in every command that has --json', () => {
    const tree = program(sampleTerminal(), () => undefined);
    const all = tree.commands.flatMap((one) => (one.commands.length > 0 ? one.commands : [one]));
    const flagsOf = (command: Command) => command.options.map(({ flags }) => flags);
    const printing = all.filter((command) => flagsOf(command).includes('--json'));
    expect(printing.length).toBeGreaterThan(8);
    for (const command of printing) expect(flagsOf(command).join(), command.name()).toMatch(/--out </);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPolicy, datasets, parseActionPolicy } from '@cfq/datasets';
import { describe, expect, it } from 'vitest';
import { overrideNames } from './cells/overrides/override-name.ts';
import { runConfiguration } from './commands/run/run-configuration.ts';
import { runSettings } from './commands/run/run-settings.ts';
import { program } from './program.ts';
import { sampleTerminal } from './testing/sample-terminal.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const cfq = program(sampleTerminal(), () => undefined);
const run = cfq.commands.find((command) => command.name() === 'run');

describe('the README', () => {
  it('lists every flag of cfq run with its default', () => {
    const rows = readme.split('\n').filter((line) => line.startsWith('| `--'));
    const listed = rows.flatMap((row) => {
      const [, flags = '', , fallback = ''] = row.split('|').map((entry) => entry.trim());
      return [...flags.matchAll(/--([\w-]+)/g)].map(([, flag]) => [flag, /^`(.*)`$/.exec(fallback)?.[1]]);
    });
    const known = run?.options.map(({ long, defaultValueDescription }) => [
      long?.slice(2),
      defaultValueDescription,
    ]);
    const byFlag = (a: readonly unknown[], b: readonly unknown[]) => String(a[0]).localeCompare(String(b[0]));
    expect(listed.sort(byFlag)).toEqual(known?.sort(byFlag));
  });

  it('shows a configuration file that can be read, and lists every key of one', () => {
    const [, text = ''] = /```yaml\n(# study[^]*?)```/.exec(readme) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'cfq-readme-'));
    try {
      writeFileSync(join(folder, 'study.yaml'), text);
      writeFileSync(join(folder, 'common.yaml'), 'jobs: 2\n');
      const { configuration } = runConfiguration({ config: join(folder, 'study.yaml') });
      expect(configuration).toMatchObject({ datasets: ['german', 'compas'], jobs: 2 });
      expect(configuration.overrides).toEqual({ 'terms.valid': [0.5, 1], 'length.steps': [2000] });
    } finally {
      rmSync(folder, { recursive: true });
    }
    const [, table = ''] = /\n(\| key .*\n(?:\|.*\n)+)/.exec(readme) ?? [];
    const listed = table.split('\n').flatMap((row) => {
      const [, keys = '', flags = ''] = row.split('|');
      const names = [...flags.matchAll(/--([\w-]+)/g)].map(([, flag]) => flag);
      return [...keys.matchAll(/`(\w+)`/g)].map(([, key], place) => [key, names[place]]);
    });
    const known = Object.entries(runSettings.flags).map(([key, { flag }]) => [key, flag]);
    expect(Object.fromEntries(listed)).toEqual({ ...Object.fromEntries(known), include: undefined });
  });

  it('shows a policy that can be read and fits German Credit', async () => {
    const [, text = ''] = /```yaml\n(# cautious[^]*?)```/.exec(readme) ?? [];
    const policy = parseActionPolicy(text);
    expect(policy.name).toBe('cautious');
    const german = await datasets.german.load();
    expect(() => checkPolicy(policy, german)).not.toThrow();
  });

  it('lists every command', () => {
    for (const command of cfq.commands) {
      const names = command.commands.map((one) => `cfq ${command.name()} ${one.name()}`);
      for (const name of names.length > 0 ? names : [`cfq ${command.name()}`]) expect(readme).toContain(name);
    }
  });

  const names = overrideNames.map((name) => name.replace(/^terms\..*/, 'terms.<term>'));
  it.each([...new Set(names)])('and the help of cfq tune name the part of a recipe %s', (name) => {
    let help = '';
    const tune = cfq.commands.find((command) => command.name() === 'tune');
    tune?.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toMatch(new RegExp(`(?<![\\w.])${name}(?!\\w)`));
    expect(readme).toContain(`\`${name}\``);
  });
});

import { z } from 'zod';
import { UsageError } from '../command-line/benchmark-error.ts';
import type { CommandSettings, PlacedValue, ResolvedSettings, SettingsLayer } from './command-settings.ts';
import { issueWords } from '@cfq/parts';
import { issueText } from './issue-text.ts';
import { overlay } from './overlay.ts';
import { readConfigurationFile } from './read-configuration-file.ts';
import { repeatedIn } from './repeated-in.ts';

/** Flags as the parser of the command line leaves them, by their names in camel case. */
export interface ConfigurationFlags {
  /** A configuration file; see {@link readConfigurationFile}. */
  readonly config?: string;
  /** Print what was resolved, and do nothing else. */
  readonly printConfig?: boolean;
}

/**
 * The settings of a command from its configuration file, if there is one, and its flags, which count more; defaults
 * where neither says.
 *
 * @throws UsageError naming the flag, or the file with line and key, of the first thing that cannot be used
 */
export function resolveSettings<Shape extends z.ZodRawShape, Filled extends keyof Shape>(
  settings: CommandSettings<Shape, Filled>,
  flags: ConfigurationFlags,
): ResolvedSettings<Shape, Filled> {
  const plain = settings as unknown as CommandSettings;
  const file = flags.config === undefined ? new Map() : readConfigurationFile(flags.config, plain);
  const given = overlay(file, flagLayer(plain, flags as Readonly<Record<string, unknown>>), plain);
  const values: Record<string, unknown> = { ...settings.defaults() };
  for (const [key, { value }] of given) values[key] = value;
  return {
    values: values as ResolvedSettings<Shape, Filled>['values'],
    notices: [...given.values()].flatMap(({ name, repeated = [] }) =>
      repeated.map((item) => `${name}: names ${item} more than once; it counts once`),
    ),
    nameOf: (key) => given.get(String(key))?.name ?? shownFlag(plain, String(key)),
  };
}

function flagLayer(settings: CommandSettings, typed: Readonly<Record<string, unknown>>): SettingsLayer {
  const layer = new Map<string, PlacedValue>();
  for (const [key, schema] of Object.entries(settings.shape)) {
    const { flag, read, items } = settings.flags[key]!;
    const words = typed[flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
    if (words === undefined) continue;
    const name = shownFlag(settings, key);
    const value = read === undefined ? words : read(flag, words as never);
    const parsed = z.safeParse(schema, value, { error: issueWords });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new UsageError(`${name}: ${issueText(issue!, value)}`);
    }
    layer.set(key, { value: parsed.data, name, repeated: repeatedIn(items?.(words)) });
  }
  return layer;
}

function shownFlag({ flags }: CommandSettings, key: string): string {
  const { flag, shown = `--${flag}` } = flags[key]!;
  return shown;
}

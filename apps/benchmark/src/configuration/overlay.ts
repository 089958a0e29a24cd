import type { CommandSettings, SettingsLayer } from './command-settings.ts';

/** Settings of a layer over those below it: a setting takes the place of itself and of what it replaces. */
export function overlay(
  below: SettingsLayer,
  above: SettingsLayer,
  { replaces = {} }: Pick<CommandSettings, 'replaces'>,
): SettingsLayer {
  const replaced = new Set([...above.keys()].flatMap((key) => (replaces[key] ?? []).map(String)));
  const kept = [...below].filter(([key]) => !replaced.has(key));
  return new Map([...kept, ...above]);
}

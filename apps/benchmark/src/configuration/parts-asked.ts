import type { z } from 'zod';
import type { CommandSettings } from './command-settings.ts';
import { resolveSettings, type ConfigurationFlags } from './resolve-settings.ts';
import { openPlugins } from '../plugins/open-plugins.ts';
import type { Parts } from '../plugins/parts.ts';

/**
 * The parts that a command knows: the project's own, and those of the plug-ins that its flags or its configuration file
 * ask for, each held against the laws of its kind. What in a request may not have been meant is told beforehand.
 *
 * @param tell receives each notice, a line
 *
 * @throws UsageError where a setting cannot be used, PluginError where a plug-in cannot
 */
export async function partsAsked<
  Shape extends z.ZodRawShape & { readonly plugins: z.ZodType<string[]> },
  Filled extends keyof Shape,
>(
  settings: CommandSettings<Shape, Filled | 'plugins'>,
  flags: ConfigurationFlags,
  tell: (notice: string) => void,
): Promise<Parts> {
  const { values, notices } = resolveSettings(settings, flags);
  for (const notice of notices) tell(notice);
  return openPlugins({ asked: (values as { readonly plugins: readonly string[] }).plugins, laws: true });
}

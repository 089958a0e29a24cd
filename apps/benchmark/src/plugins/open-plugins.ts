import { hostModules } from './host-modules.ts';
import { loadPlugin, type Plugin } from './load-plugin.ts';
import { PluginError } from './plugin-error.ts';
import { ownParts, withPlugins, type Parts } from './parts.ts';

/** A plug-in as another process of the run is to load it. Plain data. */
export interface PlannedPlugin {
  readonly asked: string;
  /** Folder that `asked` is relative to. */
  readonly folder: string;
  /** What was loaded when the run was planned. */
  readonly hash: string;
}

/** Where plug-ins are asked for. */
export interface PluginRequest {
  /** Paths, relative to the folder or absolute, and names of installed packages. */
  readonly asked: readonly string[];
  /** Default: the working directory. */
  readonly folder?: string | undefined;
  /** Whether parts must obey the laws of their kind; needless where nothing is computed. */
  readonly laws: boolean;
}

/**
 * Loads plug-ins: their parts beside the project's own.
 *
 * @throws PluginError where one cannot be loaded, or a part breaks a law of its kind
 */
export async function openPlugins({ asked, folder = process.cwd(), laws }: PluginRequest): Promise<Parts> {
  const wanted = [...new Set(asked)];
  if (wanted.length === 0) return ownParts;
  const host = await hostModules();
  const plugins: Plugin[] = [];
  for (const one of wanted) plugins.push(await loadPlugin(one, folder, host));
  const parts = withPlugins(plugins);
  if (laws) {
    const { checkLaws } = await import('./check-laws.ts');
    for (const plugin of plugins) await checkLaws(plugin);
  }
  return parts;
}

/**
 * Loads the plug-ins of a run in another process of it.
 *
 * @throws PluginError where one is not what it was when the run was planned
 */
export async function reopenPlugins(planned: readonly PlannedPlugin[]): Promise<Parts> {
  if (planned.length === 0) return ownParts;
  const host = await hostModules();
  const plugins: Plugin[] = [];
  for (const { asked, folder, hash } of planned) {
    const plugin = await loadPlugin(asked, folder, host);
    if (plugin.hash !== hash) {
      throw new PluginError(
        `--plugin ${asked}: a plug-in stays as it is while a run is under way (expected ${hash.slice(0, 12)}, got ` +
          `${plugin.hash.slice(0, 12)}). Run again.`,
      );
    }
    plugins.push(plugin);
  }
  return withPlugins(plugins);
}

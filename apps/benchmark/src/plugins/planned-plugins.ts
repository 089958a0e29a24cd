import type { PlannedPlugin } from './open-plugins.ts';
import type { Parts } from './parts.ts';

/** The plug-ins of parts as other processes open them again. */
export function plannedPlugins({ plugins }: Parts): PlannedPlugin[] {
  return plugins.map(({ asked, folder, hash }) => ({ asked, folder, hash }));
}

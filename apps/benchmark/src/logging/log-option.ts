import { UsageError } from '../command-line/benchmark-error.ts';
import { assertFolderTarget } from '../store/assert-target.ts';

/** `--log`, the same wherever cells are run. */
export const logOption = [
  '--log <target>',
  "also write each cell as a run into a folder of MLflow's file store: mlflow:DIR",
] as const;

/**
 * The folder that `--log` names, which can be written to.
 *
 * @throws UsageError for another target
 */
export function parseLog(target: string): string {
  const [, kind = target, folder = ''] = /^([\w-]+):(.+)$/s.exec(target) ?? [];
  if (kind === 'wandb-offline') {
    throw new UsageError(
      '--log: is mlflow:DIR (got wandb-offline, which is not written). Log for MLflow; `wandb import mlflow` takes runs from it.',
    );
  }
  if (kind !== 'mlflow' || folder === '') {
    throw new UsageError(`--log: is mlflow:DIR (got "${target}"). Name a folder.`);
  }
  assertFolderTarget('--log', folder);
  return folder;
}

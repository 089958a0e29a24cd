import { UsageError } from '../command-line/benchmark-error.ts';
import { assertFolderTarget } from '../store/assert-target.ts';

/** `--log`, the same wherever cells are run. */
export const logOption = [
  '--log <target>',
  "also write each cell as a run: mlflow:DIR, a folder of MLflow's file store, or wandb-offline:DIR, for wandb sync",
] as const;

/** Formats of runs that are kept in files. */
const kinds = ['mlflow', 'wandb-offline'] as const;

/** Where cells are logged, and as what. */
export interface LogTarget {
  readonly kind: (typeof kinds)[number];
  readonly folder: string;
}

/**
 * What `--log` names: a folder that can be written to.
 *
 * @throws UsageError for another target
 */
export function parseLog(target: string): LogTarget {
  const [, given = '', folder = ''] = /^([\w-]+):(.+)$/s.exec(target) ?? [];
  const kind = kinds.find((one) => one === given);
  if (kind === undefined) {
    throw new UsageError(`--log: is mlflow:DIR or wandb-offline:DIR (got "${target}"). Name a folder.`);
  }
  assertFolderTarget('--log', folder);
  return { kind, folder };
}

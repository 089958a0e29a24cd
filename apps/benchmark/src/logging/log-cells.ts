import type { Cell } from '../cells/cell.ts';
import type { LogTarget } from './log-option.ts';
import { loggedCell } from './logged-cell.ts';

/**
 * Writes cells as runs into a folder of MLflow's file store, or as offline runs of Weights & Biases; one that is there already
 * anew.
 *
 * @param study name of the experiment or project: of the study that the cells belong to
 */
export async function logCells(
  { kind, folder }: LogTarget,
  study: string,
  cells: readonly Cell[],
): Promise<void> {
  const now = Date.now();
  if (kind === 'wandb-offline') {
    const { writeWandbRun } = await import('./wandb/write-wandb-run.ts');
    for (const cell of cells) writeWandbRun(folder, cell, { project: study, now });
    return;
  }
  const [{ writeMlflowFiles }, { mlflowCell }] = await Promise.all([
    import('@cfq/audit'),
    import('./mlflow-cell.ts'),
  ]);
  for (const cell of cells) {
    const logged = loggedCell(cell);
    await writeMlflowFiles(folder, {
      ...{ experiment: study, runId: logged.runId, made: now },
      filesOf: (experimentId, artifactUri) => mlflowCell(cell, logged, { experimentId, artifactUri, now }),
    });
  }
}

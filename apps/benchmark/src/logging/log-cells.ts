import type { Cell } from '../cells/cell.ts';

/**
 * Writes cells as runs of one experiment into a folder of MLflow's file store, one that is there already anew.
 *
 * @param experiment its name: of the study that the cells belong to
 */
export async function logCells(folder: string, experiment: string, cells: readonly Cell[]): Promise<void> {
  const [{ writeMlflowFiles }, { mlflowCell, runIdOf }] = await Promise.all([
    import('@cfq/audit'),
    import('./mlflow-cell.ts'),
  ]);
  const now = Date.now();
  for (const cell of cells) {
    await writeMlflowFiles(folder, {
      ...{ experiment, runId: runIdOf(cell), made: now },
      filesOf: (experimentId, artifactUri) => mlflowCell(cell, { experimentId, artifactUri, now }),
    });
  }
}

import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell } from '../../cells/cell.ts';
import { temporaryEnding, thisWriter } from '../../store/writer-identity.ts';
import { loggedCell } from '../logged-cell.ts';
import { wandbRun } from './wandb-run.ts';

/** The artifact that holds the cell itself. */
const cellFile = 'cell.json';

/** What a project may not be called, and what stands in its place. */
const projectOf = (study: string): string => study.replace(/[/\\#?%:\p{Cc}]/gu, '-').slice(0, 128) || 'cfq';

/**
 * Writes a cell as an offline run into a folder as the client of Weights & Biases has them: `offline-run-TIME-ID/`, which `wandb
 * sync` uploads. The run's folder appears whole or not at all; the same cell logged again takes its place.
 *
 * @param folder made where there is none
 * @param now when the run ended, milliseconds
 */
export function writeWandbRun(
  folder: string,
  cell: Cell,
  { project, now }: { readonly project: string; readonly now: number },
): void {
  const logged = loggedCell(cell);
  const time = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
  const name = `offline-run-${time}-${logged.runId}`;
  const draft = join(folder, `.${name}${temporaryEnding(thisWriter)}`);
  try {
    mkdirSync(join(draft, 'files'), { recursive: true });
    mkdirSync(join(draft, 'logs'));
    const file = wandbRun(logged, { project: projectOf(project), files: [cellFile], now });
    writeFileSync(join(draft, `run-${logged.runId}.wandb`), file);
    writeFileSync(join(draft, 'files', cellFile), `${JSON.stringify(cell, null, 2)}\n`);
    for (const other of readdirSync(folder)) {
      if (/^offline-run-\d{8}_\d{6}-/.test(other) && other.endsWith(`-${logged.runId}`)) {
        rmSync(join(folder, other), { recursive: true });
      }
    }
    renameSync(draft, join(folder, name));
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

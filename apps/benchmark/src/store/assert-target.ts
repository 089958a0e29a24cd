import { lstatSync, mkdtempSync, rmdirSync, statSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { missingFolders } from './make-folder.ts';

/**
 * Refuses a folder that could not be written to, before any work is done for it: a file stands there or on the way, or nothing
 * can be made in it. A folder that is missing is made later, with those it stands in. Nothing stays of the trial.
 *
 * @param name how whoever asked wrote it, for errors: `--out`
 * @throws UsageError
 */
export function assertFolderTarget(name: string, folder: string): void {
  const fail = refusal(name, folder, 'must be a folder that can be written', 'Choose another.');
  const found = looked(folder, fail);
  if (found !== undefined && !found.isDirectory()) throw fail('it is a file');
  let there = resolve(folder);
  try {
    const [outermost] = missingFolders(folder);
    if (outermost !== undefined) there = dirname(outermost);
  } catch (error) {
    throw fail(oneLine(error));
  }
  if (looked(there, fail)?.isDirectory() !== true) throw fail(`"${there}" is a file`);
  assertTakesEntries(there, fail);
}

/**
 * Refuses a file that could not be written, before any work is done for it: a folder stands there, the folder it belongs into
 * is missing or takes no new files. Nothing stays of the trial.
 *
 * @param name how whoever asked wrote it, for errors: `--out`
 * @throws UsageError
 */
export function assertFileTarget(name: string, file: string): void {
  const fail = refusal(name, file, 'must be a file that can be written', 'Choose another.');
  const found = looked(file, fail);
  if (found?.isDirectory()) throw fail('it is a folder');
  const folder = dirname(resolve(file));
  const around = looked(folder, fail);
  if (around === undefined) {
    throw refusal(
      name,
      file,
      'must be a file in a folder that is there',
      'Make it first.',
    )(`there is no folder "${folder}"`);
  }
  if (!around.isDirectory()) throw fail(`"${folder}" is a file`);
  assertTakesEntries(folder, fail);
}

/**
 * Refuses a folder in which finished cells, and what they share, could not be kept; see {@link assertFolderTarget}.
 *
 * @throws UsageError
 */
export function assertCellsTarget(name: string, folder: string): void {
  assertFolderTarget(name, folder);
  assertFolderTarget(name, join(folder, 'shared'));
}

type Refusal = (reason: string) => UsageError;

function refusal(name: string, path: string, rule: string, remedy: string): Refusal {
  return (reason) => new UsageError(`${name}: ${rule} (got "${path}": ${reason}). ${remedy}`);
}

/** What stands at a path, links followed; undefined where nothing does. */
function looked(path: string, fail: Refusal): Stats | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined && lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      throw fail('it is a link to something that is not there');
    }
    return found;
  } catch (error) {
    throw error instanceof UsageError ? error : fail(oneLine(error));
  }
}

/** Tries it: what permissions say is not what every file system does. */
function assertTakesEntries(folder: string, fail: Refusal): void {
  try {
    rmdirSync(mkdtempSync(join(folder, '.cfq-')));
  } catch (error) {
    throw fail(oneLine(error));
  }
}

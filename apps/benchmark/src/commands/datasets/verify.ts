import { fetchOriginal, verifyDataset } from '@cfq/datasets';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { publishedDatasets } from './published-datasets.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/**
 * `cfq datasets verify`: holds the embedded rows, cell by cell, against the publishers' files, and those against
 * their published SHA-256. Without a folder the files come from the cache, downloaded where they are not there yet.
 *
 * @param names all datasets that have files, where empty
 * @returns failed where a file cannot be had or anything differs
 * @throws UsageError on an unknown name or a dataset that has no files
 */
export async function verifyDatasets(
  names: readonly string[],
  flags: { readonly dataDir?: string },
  { stdout, stderr }: Terminal,
): Promise<ExitCode> {
  let code: ExitCode = exitCode.success;
  for (const dataset of publishedDatasets('datasets verify', names)) {
    const { name } = dataset;
    try {
      const dataDir = flags.dataDir ?? (await fetchOriginal(dataset)).directory;
      const { files, rows, differences, problem, verified } = await verifyDataset(dataset, { dataDir });
      for (const { file, sha256, published } of files) {
        stdout.write(
          `${name}: ${file}: ${published ? 'as published' : 'not the published file'}, sha256 ${sha256}\n`,
        );
      }
      const count =
        differences.length === 0 ? 'equal to the files' : `${differences.length} cells differ from the files`;
      const outcome = problem === null ? count : `not compared with the files: ${oneLine(problem)}`;
      stdout.write(`${name}: ${rows} embedded rows, ${outcome}\n`);
      if (!verified) code = exitCode.failed;
    } catch (error) {
      stderr.write(`cfq: ${name}: ${oneLine(error)}\n`);
      code = exitCode.failed;
    }
  }
  return code;
}

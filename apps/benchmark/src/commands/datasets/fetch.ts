import { fetchOriginal, type DownloadProgress } from '@cfq/datasets';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { publishedDatasets } from './published-datasets.ts';
import { assertFolderTarget } from '../../store/assert-target.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { streamOf } from '../../command-line/seen/visible-output.ts';

/**
 * `cfq datasets fetch`: downloads the publishers' files, verified, into the cache or a folder, and prints the path
 * of each. A file already there and whole is not downloaded again.
 *
 * @returns failed where a file cannot be had; the other datasets are still fetched
 * @throws UsageError on an unknown name or a dataset that has no files
 */
export async function fetchDatasets(
  names: readonly string[],
  flags: { readonly dataDir?: string },
  { stdout, stderr }: Terminal,
): Promise<ExitCode> {
  let code: ExitCode = exitCode.success;
  if (flags.dataDir !== undefined) assertFolderTarget('--data-dir', flags.dataDir);
  for (const dataset of publishedDatasets('datasets fetch', names)) {
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
    const onProgress = ({ file, received, total }: DownloadProgress) => {
      if (stderr.isTTY) streamOf(stderr).write(`\r${file}: ${megabytes(received)} of ${megabytes(total)} MB`);
    };
    try {
      const { paths } = await fetchOriginal(dataset, { onProgress, cacheDir: flags.dataDir });
      if (stderr.isTTY) streamOf(stderr).write('\r\u001b[K');
      for (const [index, path] of paths.entries())
        stdout.write(`${path}  sha256 ${dataset.originals[index]?.sha256}\n`);
    } catch (error) {
      if (stderr.isTTY) streamOf(stderr).write('\r\u001b[K');
      stderr.write(`cfq: ${dataset.name}: ${oneLine(error)}\n`);
      code = exitCode.failed;
    }
  }
  return code;
}

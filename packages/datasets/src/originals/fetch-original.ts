import type { Dataset } from '../dataset/dataset.ts';
import { assertKnownOptions } from '../internals/assert-known-options.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { downloadFile, DownloadError, type DownloadProgress } from './download-file.ts';
import { fileSha256 } from './file-sha256.ts';
import { assertOriginals } from './assert-originals.ts';
import type { OriginalFile } from './original-file.ts';

export interface FetchOriginalOptions {
  /** Folder for the files. Default: a folder `originals` in the user's cache directory for `cfq`. */
  readonly cacheDir?: string | undefined;
  /** Address of a folder that holds the files under the same names. Default: the publishers' addresses. */
  readonly mirror?: string | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Further attempts after a failed one that may pass; a whole number ≥ 0. Default 3. */
  readonly retries?: number | undefined;
  /** Pause before the first retry, doubled before each further one. Default 500. */
  readonly backoffMilliseconds?: number | undefined;
  /** Longest time of one attempt. Default 120 000. */
  readonly timeoutMilliseconds?: number | undefined;
}

export interface FetchedOriginal {
  /** Folder of the files: what `load` of a data set takes as `dataDir`. */
  readonly directory: string;
  /** Paths of the files, in the order of `dataset.originals`. */
  readonly paths: readonly string[];
}

const known = [
  ...['cacheDir', 'mirror', 'onProgress', 'signal', 'retries', 'backoffMilliseconds', 'timeoutMilliseconds'],
];

/**
 * Downloads a set's original files to the user's cache, verified by SHA-256. A file already there and whole is not
 * downloaded again; a damaged one is replaced. Files appear atomically. Node only.
 *
 * @throws DatasetError on an unknown option or a set without originals, and where a file cannot be had: the message says where to put
 * it by hand. Throws the signal's reason where aborted.
 */
export async function fetchOriginal(
  dataset: Dataset,
  options: FetchOriginalOptions = {},
): Promise<FetchedOriginal> {
  assertKnownOptions('fetchOriginal', options, known);
  const originals = assertOriginals('fetchOriginal', dataset);
  const { retries = 3 } = options;
  if (!Number.isInteger(retries) || retries < 0) {
    throw new DatasetError(`fetchOriginal: retries is a whole number ≥ 0 (got ${retries}). Correct it.`);
  }
  const nodePath = await import('node:path');
  const directory = options.cacheDir ?? (await defaultCacheDir());
  await makeFolder(nodePath.resolve(directory));
  const paths: string[] = [];
  for (const original of originals) {
    const path = nodePath.join(directory, original.file);
    options.signal?.throwIfAborted();
    if ((await fileSha256(path)) !== original.sha256)
      await downloadWithRetries(original, path, retries, options);
    paths.push(path);
  }
  return { directory, paths };
}

async function defaultCacheDir(): Promise<string> {
  const [{ default: envPaths }, nodePath] = await Promise.all([import('env-paths'), import('node:path')]);
  return nodePath.join(envPaths('cfq', { suffix: '' }).cache, 'originals');
}

async function downloadWithRetries(
  original: OriginalFile,
  path: string,
  retries: number,
  options: FetchOriginalOptions,
): Promise<void> {
  const { mirror, signal, onProgress, backoffMilliseconds = 500, timeoutMilliseconds = 120_000 } = options;
  const url = mirror === undefined ? original.url : new URL(original.file, mirror.replace(/\/*$/, '/')).href;
  for (let attempt = 1; ; attempt++) {
    try {
      await downloadFile({ url, original, path, attempt, timeoutMilliseconds, signal, onProgress });
      return;
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      if (!error.retry || attempt > retries) throw unavailable(original, url, path, attempt, error);
      const timers = await import('node:timers/promises');
      await timers
        .setTimeout(backoffMilliseconds * 2 ** (attempt - 1), undefined, { signal })
        .catch((failure: unknown) => {
          signal?.throwIfAborted();
          throw failure;
        });
    }
  }
}

function unavailable(
  { file, url }: OriginalFile,
  from: string,
  path: string,
  tries: number,
  cause: Error,
): DatasetError {
  return new DatasetError(
    `fetchOriginal: ${file} could not be downloaded from ${from} after ${tries} ${tries === 1 ? 'attempt' : 'attempts'}: ` +
      `${cause.message}. Get ${url} by another way and put it at ${path}, or into any folder you name with --data-dir ` +
      `(option dataDir). The embedded rows need no file.`,
    { cause },
  );
}

/** Makes a folder and those it stands in, one at a time: the recursive form of Node never ends in a folder like `/proc`. */
async function makeFolder(directory: string): Promise<void> {
  const [fs, path] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  const isThere = async (folder: string) =>
    (await fs.stat(folder).catch(() => undefined))?.isDirectory() ?? false;
  if (await isThere(directory)) return;
  const parent = path.dirname(directory);
  if (parent !== directory) await makeFolder(parent);
  try {
    await fs.mkdir(directory);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (await isThere(directory)) return;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatasetError(
      `fetchOriginal: cacheDir is a folder that can be written (got "${directory}": ${reason}). Choose another.`,
      { cause: error },
    );
  }
}

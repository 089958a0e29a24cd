import { DatasetError } from '../internals/dataset-error.ts';
import type { OriginalFile } from './original-file.ts';

export interface DownloadProgress {
  readonly file: string;
  /** Bytes received in this attempt. */
  readonly received: number;
  /** Bytes of the whole file. */
  readonly total: number;
  /** Attempt, from 1. */
  readonly attempt: number;
}

export interface DownloadFileOptions {
  /** Address to fetch; may be a mirror of `original.url`. */
  readonly url: string;
  readonly original: OriginalFile;
  /** Where the file goes; its folder exists. */
  readonly path: string;
  readonly attempt: number;
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/** A failed attempt, and whether another one may succeed. */
export class DownloadError extends DatasetError {
  readonly retry: boolean;
  constructor(message: string, { retry, cause }: { retry: boolean; cause?: unknown }) {
    super(message, { cause });
    this.retry = retry;
  }
}

/**
 * One attempt to download a file: streams it beside its place, checks length and SHA-256, and only then renames it,
 * so that a file in place is always whole. A failed attempt leaves nothing behind.
 *
 * @throws DownloadError on a bad status, a cut-off or corrupted body, or no connection; the signal's reason where
 * the caller aborts.
 */
export async function downloadFile(options: DownloadFileOptions): Promise<void> {
  const fs = await import('node:fs/promises');
  const temporary = `${options.path}.${process.pid}-${crypto.randomUUID()}.tmp`;
  try {
    const found = await stream(options, temporary);
    const { sha256, bytes } = options.original;
    if (found.sha256 !== sha256) {
      const reason =
        found.bytes === bytes
          ? `SHA-256 ${found.sha256}, expected ${sha256}`
          : `${found.bytes} bytes, expected ${bytes}`;
      throw new DownloadError(`the content is not the publisher's file (${reason})`, { retry: true });
    }
    await fs.rename(temporary, options.path);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof DownloadError) throw error;
    throw new DownloadError(reasonOf(error), { retry: true, cause: error });
  } finally {
    await fs.rm(temporary, { force: true });
  }
}

async function stream(
  options: DownloadFileOptions,
  path: string,
): Promise<{ sha256: string; bytes: number }> {
  const [fs, { createHash }] = await Promise.all([import('node:fs/promises'), import('node:crypto')]);
  const { original, attempt, signal, onProgress } = options;
  const timeout = AbortSignal.timeout(options.timeoutMilliseconds);
  const response = await fetch(options.url, {
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  if (!response.ok || response.body === null) {
    const retry = response.status >= 500 || response.status === 408 || response.status === 429;
    await response.body?.cancel();
    throw new DownloadError(`the server answered ${response.status} ${response.statusText}`, { retry });
  }
  const hash = createHash('sha256');
  const file = await fs.open(path, 'w');
  let received = 0;
  try {
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const chunk = part.value;
      received += chunk.byteLength;
      if (received > original.bytes) {
        await reader.cancel();
        break;
      }
      hash.update(chunk);
      await file.writeFile(chunk);
      onProgress?.({ file: original.file, received, total: original.bytes, attempt });
    }
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes: received };
}

/** The innermost reason: fetch hides the connection's own error in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message || error.name;
}

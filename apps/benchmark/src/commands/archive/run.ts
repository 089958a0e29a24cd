import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { quoted } from '../../command-line/quoted.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { archiveContents } from '../../store/archive/archive-contents.ts';
import { writeArchive } from '../../store/archive/write-archive.ts';
import { assertFileTarget } from '../../store/assert-target.ts';
import { describeArchive } from './describe-archive.ts';

/** The flags of `cfq archive` as written. */
export interface ArchiveFlags {
  readonly out: string;
  readonly queue?: string;
  readonly title?: string;
  readonly creators?: string;
  readonly licence?: string;
  readonly withoutRecords?: boolean;
}

/**
 * `cfq archive`: packs what a folder of cells or a queue holds into one file.
 *
 * @returns failed where something damaged was left out
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function archive(
  folder: string | undefined,
  flags: ArchiveFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { out, queue: address } = flags;
  if (!/\.(?:tar|tar\.gz|tgz)$/i.test(out)) {
    throw new UsageError(`--out: ends in .tar or .tar.gz (got "${out}"). Name it so.`);
  }
  assertFileTarget('--out', out);
  if ((folder === undefined) === (address === undefined)) {
    throw new UsageError(
      'archive: is of a folder or of a queue. Name one of them: cfq archive DIR, or --queue.',
    );
  }
  if (folder !== undefined) return pack(folder, flags, terminal);
  const scratch = mkdtempSync(join(tmpdir(), 'cfq-archive-'));
  try {
    await fetchInto(scratch, address);
    return await pack(scratch, flags, terminal);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What a queue holds as a folder of cells. What that needs is loaded here alone. */
async function fetchInto(folder: string, address: string | undefined): Promise<void> {
  const [{ fetchResults }, { openQueue }, { queueAddress }] = await Promise.all([
    import('../../queue/fetch-results.ts'),
    import('../../queue/open-queue.ts'),
    import('../../queue/queue-address.ts'),
  ]);
  const queue = await openQueue(queueAddress(address));
  try {
    await fetchResults(queue, folder);
  } finally {
    await queue.close();
  }
}

async function pack(folder: string, flags: ArchiveFlags, { stdout, stderr }: Terminal): Promise<ExitCode> {
  const contents = archiveContents(folder, { records: flags.withoutRecords !== true });
  const description = await describeArchive(contents, flags);
  await writeArchive(flags.out, contents.files, description);
  const { cells, records, failures } = description.counts;
  stdout.write(
    `${flags.out}: ${cells} cells, ${records} records, ${failures} failures, ${contents.plans.length} plans in ${contents.files.length} files\n`,
  );
  for (const line of contents.damaged) stderr.write(`cfq: left out: ${line}\n`);
  if (contents.leftOut.length > 0) stderr.write(`not packed: ${contents.leftOut.join(', ')}\n`);
  if (records > 0) {
    stderr.write('records hold what people say of themselves; --without-records leaves them out\n');
  }
  if (flags.licence === undefined) {
    stderr.write('a deposit asks for a licence: --licence CC-BY-4.0, for instance\n');
  }
  stdout.write(`Next: \`cfq merge ${quoted(flags.out)} --out DIR\` makes the folder again.\n`);
  return contents.damaged.length > 0 ? exitCode.failed : exitCode.success;
}

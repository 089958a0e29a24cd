import type { Queue } from './open-queue.ts';

/** How many cells of a version of the code are neither finished nor given up. */
export async function unfinished(queue: Queue, codeVersion: string): Promise<number> {
  const [row] = await queue.query<{ open: number }>(
    'SELECT count(*)::int AS open FROM cfq.cell WHERE code_version = $1 AND file IS NULL AND error IS NULL',
    [codeVersion],
  );
  return row?.open ?? 0;
}

/** Other versions of the code that cells are waiting for. */
export async function otherVersions(
  queue: Queue,
  codeVersion: string,
): Promise<readonly { readonly codeVersion: string; readonly open: number }[]> {
  return queue.query<{ codeVersion: string; open: number }>(
    `SELECT code_version AS "codeVersion", count(*)::int AS open FROM cfq.cell
     WHERE code_version <> $1 AND file IS NULL AND error IS NULL GROUP BY code_version`,
    [codeVersion],
  );
}

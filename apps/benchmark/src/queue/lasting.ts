import { setTimeout as delay } from 'node:timers/promises';
import { oneLine } from '../command-line/one-line.ts';

/** Classes of SQLSTATE that pass: the connection, resources, transactions that met, the server going down or coming up. */
const passingClasses = ['08', '53', '40', '57', '58'];
const passingCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
]);

/** Whether an error says that the database cannot be reached, or has no room, at the moment. */
function passes(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (passingCodes.has(code)) return true;
  if (code.length === 5) return passingClasses.includes(code.slice(0, 2));
  return /connection (terminated|timeout|ended)|timeout exceeded when trying to connect|client (has encountered|was closed)|not queryable|query read timeout/i.test(
    error.message,
  );
}

/** Milliseconds between attempts: doubled from one to the other. */
const [shortestWait, longestWait] = [250, 5000];

/**
 * Does something with the database until it is done, however long the database is away.
 *
 * @param onWait told once a failure that is waited out, in one line
 * @param signal where it aborts, the next failure is thrown
 * @throws what is no trouble of the connection, and anything once the signal has aborted
 */
export async function lasting<Value>(
  work: () => Promise<Value>,
  { onWait, signal }: { readonly onWait: (line: string) => void; readonly signal?: AbortSignal | undefined },
): Promise<Value> {
  let said = false;
  for (let wait = shortestWait; ; wait = Math.min(longestWait, 2 * wait)) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || signal?.aborted === true) throw error;
      if (!said) onWait(oneLine(error));
      said = true;
      await delay(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}

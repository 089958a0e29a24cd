import type { Transaction } from './open-queue.ts';

/** Any number that other users of the database are unlikely to lock: "study" in ASCII. */
const studyLock = 0x73_74_75_64_79;

/** Until the end of the transaction nobody else submits, and nobody finishes a cell. */
export async function alone({ query }: Transaction): Promise<void> {
  await query('SELECT pg_advisory_xact_lock($1)', [studyLock]);
}

/** Until the end of the transaction nobody submits. */
export async function whileNobodySubmits({ query }: Transaction): Promise<void> {
  await query('SELECT pg_advisory_xact_lock_shared($1)', [studyLock]);
}

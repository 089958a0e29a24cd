import type { Queue } from './open-queue.ts';

/**
 * Whether it is this worker's turn to look after the queue: at most one of all workers has it in a time, so that what is looked
 * through does not grow with how many there are. By the clock of the database; one that was set back starts the time anew.
 *
 * @param seconds between two turns
 */
export async function takesTurn(queue: Queue, codeVersion: string, seconds: number): Promise<boolean> {
  const turns = await queue.query(
    `INSERT INTO cfq.watch AS known (code_version, begun_on) VALUES ($1, clock_timestamp())
     ON CONFLICT (code_version) DO UPDATE SET begun_on = excluded.begun_on
     WHERE known.begun_on <= excluded.begun_on - make_interval(secs => $2) OR known.begun_on > excluded.begun_on
     RETURNING code_version`,
    [codeVersion, seconds],
  );
  return turns.length > 0;
}

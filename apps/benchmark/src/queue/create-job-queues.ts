import type PgBoss from 'pg-boss';
import { deadQueueName, queueName } from './cell-job.ts';

/** A cell is tried as often again before it is given up. */
const retryLimit = 2;
/** Days a job may stand in the queue. */
const retentionDays = 365;
/** Hours a cell may take; the library of the queue takes nothing longer. */
const expireInHours = 23;

/** Makes the queues of a version of the code where they are missing. */
export async function createJobQueues(boss: PgBoss, codeVersion: string): Promise<void> {
  const common = { retentionDays, expireInHours, retryDelay: 0 };
  const [name, deadLetter] = [queueName(codeVersion), deadQueueName(codeVersion)];
  await boss.createQueue(deadLetter, { name: deadLetter, ...common, retryLimit: 1000 });
  await boss.createQueue(name, { name, ...common, retryLimit, deadLetter });
}

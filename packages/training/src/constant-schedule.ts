import type { Schedule } from './schedule.ts';

/** The base learning rate throughout. */
export function constantSchedule(): Schedule {
  return () => 1;
}

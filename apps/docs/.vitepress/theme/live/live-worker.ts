import { liveClient, type LiveClient } from '../../../src/live/live-client.ts';

/** A worker that plans, and what asks it. */
export function liveWorker(): LiveClient {
  return liveClient(
    new Worker(new URL('../../../src/live/live.worker.ts', import.meta.url), { type: 'module' }),
  );
}

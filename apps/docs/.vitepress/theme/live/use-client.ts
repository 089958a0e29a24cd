import { onUnmounted, type Ref } from 'vue';
import type { LiveClient } from '../../../src/live/live-client.ts';
import type { LiveStart } from '../../../src/live/live-data.ts';
import type { StoredNetwork } from '../../../src/live/stored-network.ts';
import { liveWorker } from './live-worker.ts';

/** The worker of the page. */
export interface Client {
  /** Starts it, if nobody has. */
  start(): LiveClient;
  /** The worker, ready for whoever is shown. */
  open(): Promise<LiveClient>;
}

/**
 * A worker that is started once it is needed.
 *
 * @param scene Who is shown.
 * @param network The weights of their model, fetched or at hand.
 * @param stored Where the page keeps these weights: with them decisions move.
 */
export function useClient(
  scene: () => LiveStart,
  network: () => Promise<StoredNetwork>,
  stored: Ref<StoredNetwork | undefined>,
): Client {
  let client: LiveClient | undefined;
  let begun: LiveStart | undefined;
  const start = (): LiveClient => (client ??= liveWorker());
  async function open(): Promise<LiveClient> {
    const shown = scene();
    // The weights first: the worker, which plans, may still be on its way.
    const weights = await network();
    const opened = start();
    if (scene() !== shown) return opened;
    stored.value = weights;
    if (begun !== shown) opened.begin(shown, weights);
    begun = shown;
    return opened;
  }
  onUnmounted(() => client?.close());
  return { start, open };
}

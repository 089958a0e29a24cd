import { LRUCache } from 'lru-cache';

import type { CompiledFunction } from './compile-function.ts';

/** How many compiled signatures live in a process at most; of more, those used least recently are freed. */
export const liveSessionLimit = 256;

/** What one jitted function has compiled, by signature. */
export interface LiveSessions {
  /**
   * What is compiled for a signature: itself where it is ready, a promise of it while it is being compiled. A
   * compilation that failed is told to those who wait for it, and tried again by the next.
   */
  get(
    signature: string,
    compile: () => Promise<CompiledFunction>,
  ): CompiledFunction | Promise<CompiledFunction>;
  /** Frees all of them, after the runs asked for before. */
  dispose(): Promise<void>;
}

interface Entry {
  readonly compiling: Promise<CompiledFunction>;
  ready: CompiledFunction | undefined;
  /** Takes the entry out of the list of its function. */
  readonly forget: () => void;
}

/** Frees what is compiled when its runs are over; whether compiling failed is the concern of its callers. */
async function free({ compiling }: Entry): Promise<void> {
  const compiled = await compiling.catch(() => undefined);
  await compiled?.dispose();
}

/** Of all jitted functions, in the order of use. Whoever is called again after its session was freed compiles anew. */
const inOrderOfUse = new LRUCache<Entry, true>({
  max: liveSessionLimit,
  dispose: (_, entry, reason) => {
    if (reason !== 'evict') return;
    entry.forget();
    void free(entry);
  },
});

/** Makes room for what one jitted function compiles. */
export function liveSessions(): LiveSessions {
  const entries = new Map<string, Entry>();

  return {
    get(signature, compile) {
      const known = entries.get(signature);
      if (known !== undefined) {
        inOrderOfUse.get(known);
        return known.ready ?? known.compiling;
      }
      const forget = (): void => {
        if (entries.get(signature) === entry) entries.delete(signature);
      };
      const entry: Entry = { compiling: compile(), ready: undefined, forget };
      entries.set(signature, entry);
      inOrderOfUse.set(entry, true);
      entry.compiling.then(
        (compiled) => (entry.ready = compiled),
        () => {
          forget();
          inOrderOfUse.delete(entry);
        },
      );
      return entry.compiling;
    },
    async dispose() {
      const own = [...entries.values()];
      entries.clear();
      for (const entry of own) inOrderOfUse.delete(entry);
      await Promise.all(own.map(free));
    },
  };
}

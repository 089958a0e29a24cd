import { defineLoader } from 'vitepress';
import type { ShownAllocation } from './shown-allocation.ts';

/** Resolved where it runs and not where the loader is bundled: the bundler knows nothing of `@cfq/source`. */
const shown = new URL('./shown-allocation.ts', import.meta.url).href;

declare const data: ShownAllocation | null;
export { data };

export default defineLoader({
  watch: ['../../data/reports/allocation.csv', '../../data/reports/allocation-ranks.csv'],
  async load(): Promise<ShownAllocation | null> {
    const { shownAllocation } = (await import(shown)) as {
      shownAllocation: () => Promise<ShownAllocation | null>;
    };
    return await shownAllocation();
  },
});

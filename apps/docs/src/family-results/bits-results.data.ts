import { defineLoader } from 'vitepress';
import type { ShownBits } from './shown-bits.ts';

/** Resolved where it runs and not where the loader is bundled: the bundler knows nothing of `@cfq/source`. */
const shown = new URL('./shown-bits.ts', import.meta.url).href;

declare const data: ShownBits | null;
export { data };

export default defineLoader({
  watch: ['../../data/reports/budget-curves.csv'],
  async load(): Promise<ShownBits | null> {
    const { shownBits } = (await import(shown)) as { shownBits: () => Promise<ShownBits | null> };
    return await shownBits();
  },
});

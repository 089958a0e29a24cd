import { defineLoader } from 'vitepress';
import type { ShownQuantizers } from './shown-quantizers.ts';

/** Resolved where it runs and not where the loader is bundled: the bundler knows nothing of `@cfq/source`. */
const shown = new URL('./shown-quantizers.ts', import.meta.url).href;

declare const data: ShownQuantizers | null;
export { data };

export default defineLoader({
  watch: ['../../data/reports/quantizers.csv'],
  async load(): Promise<ShownQuantizers | null> {
    const { shownQuantizers } = (await import(shown)) as {
      shownQuantizers: () => Promise<ShownQuantizers | null>;
    };
    return await shownQuantizers();
  },
});

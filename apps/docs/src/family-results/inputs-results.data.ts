import { defineLoader } from 'vitepress';
import type { ShownInputs } from './shown-inputs.ts';

/** Resolved where it runs and not where the loader is bundled: the bundler knows nothing of `@cfq/source`. */
const shown = new URL('./shown-inputs.ts', import.meta.url).href;

declare const data: ShownInputs | null;
export { data };

export default defineLoader({
  watch: ['../../data/reports/inputs.csv'],
  async load(): Promise<ShownInputs | null> {
    const { shownInputs } = (await import(shown)) as { shownInputs: () => Promise<ShownInputs | null> };
    return await shownInputs();
  },
});

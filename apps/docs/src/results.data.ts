import { readFile } from 'node:fs/promises';
import { defineLoader } from 'vitepress';
import type { ResultsSection } from './results-page.ts';

const file = new URL('../data/results.json', import.meta.url);

/** Resolved where it runs and not where the loader is bundled: the bundler knows nothing of `@cfq/source`. */
const sections = new URL('./results-page.ts', import.meta.url).href;

declare const data: readonly ResultsSection[];
export { data };

export default defineLoader({
  watch: ['../data/results.json'],
  async load(): Promise<readonly ResultsSection[]> {
    const { resultsPage } = (await import(sections)) as {
      resultsPage: (json: string) => readonly ResultsSection[];
    };
    return resultsPage(await readFile(file, 'utf8'));
  },
});

import { readFile } from 'node:fs/promises';
import { defineLoader } from 'vitepress';
import { resultsPage, type ResultsSection } from './results-page.ts';

const file = new URL('../data/results.json', import.meta.url);

declare const data: readonly ResultsSection[];
export { data };

export default defineLoader({
  watch: ['../data/results.json'],
  async load(): Promise<readonly ResultsSection[]> {
    return resultsPage(await readFile(file, 'utf8'));
  },
});

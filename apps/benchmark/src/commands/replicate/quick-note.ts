import type { CellSettings } from '../../cells/cell-settings.ts';
import type { Family } from '../../families/family.ts';

/** What a quick subset consists of, for people: `german, seeds 0, 1; every method`. */
export function quickNote({ quickly }: Family, settings: readonly CellSettings[]): string {
  const datasets = [...new Set(settings.map(({ dataset }) => dataset))];
  const seeds = [...new Set(settings.map(({ seed }) => seed))];
  return `${datasets.join(', ')}, seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}; ${quickly}`;
}

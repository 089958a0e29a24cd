import type { Cell } from '../cells/cell.ts';
import { canonicalJson } from '../cells/canonical-json.ts';
import { completeSettings, type GivenSettings } from '../cells/cell-settings.ts';

/** A method under the protocol's defaults but for what is named. */
export type Wanted = Omit<GivenSettings, 'dataset' | 'seed' | 'diagnostics' | 'margins'>;

/** The cells of a dataset that were run with these settings, whatever was diagnosed beside; ascending by seed. */
export function pickCells(cells: readonly Cell[], dataset: string, wanted: Wanted): Cell[] {
  const asked = condition({ ...wanted, dataset, seed: 0 });
  return cells
    .filter((cell) => cell.dataset === dataset && condition({ ...cell.settings, seed: 0 }) === asked)
    .sort((a, b) => a.seed - b.seed);
}

function condition(given: GivenSettings): string {
  return canonicalJson({ ...completeSettings(given), margins: undefined, diagnostics: undefined });
}

/** The datasets of some cells, in the order in which they first occur. */
export function datasetsOf(cells: readonly Cell[]): string[] {
  return [...new Set(cells.map(({ dataset }) => dataset))];
}

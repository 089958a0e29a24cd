import type { Cell } from '../cells/cell.ts';
import { canonicalJson } from '../cells/canonical-json.ts';
import { completeSettings, type GivenSettings } from '../cells/cell-settings.ts';

/** The policy that methods are compared under; see the families. */
const comparedUnder = 'literature';

/** A method under the protocol's defaults but for what is named. */
export type Wanted = Omit<GivenSettings, 'dataset' | 'seed' | 'diagnostics' | 'margins'>;

/**
 * The cells of a dataset that were run with these settings, whatever was diagnosed beside; ascending by seed. What people may
 * do, where it is not said, is what methods are compared under: the literature's policy where there are cells of it.
 */
export function pickCells(cells: readonly Cell[], dataset: string, wanted: Wanted): Cell[] {
  const found = cells.filter((cell) => cell.dataset === dataset);
  const policies = found.map(({ settings }) => settings.actions);
  const actions = policies.includes(comparedUnder) ? comparedUnder : policies[0];
  const asked = condition({ actions, ...wanted, dataset, seed: 0 });
  return found
    .filter((cell) => condition({ ...cell.settings, seed: 0 }) === asked)
    .sort((a, b) => a.seed - b.seed);
}

function condition(given: GivenSettings): string {
  return canonicalJson({ ...completeSettings(given), margins: undefined, diagnostics: undefined });
}

/** The datasets of some cells, in the order in which they first occur. */
export function datasetsOf(cells: readonly Cell[]): string[] {
  return [...new Set(cells.map(({ dataset }) => dataset))];
}

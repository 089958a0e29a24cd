import type { Cell } from '../cells/cell.ts';
import { actionsLabel, defaultPolicy, type ActionsSetting } from '../cells/actions/actions-setting.ts';
import { canonicalJson } from '../cells/canonical-json.ts';
import { completeSettings, type GivenSettings } from '../cells/cell-settings.ts';
import { inWords } from '../report/data/in-words.ts';

/** A method under the protocol's defaults but for what is named. */
export type Wanted = Omit<GivenSettings, 'dataset' | 'seed' | 'diagnostics' | 'margins' | 'actions'>;

/** People of whom a claim is held apart: those of a dataset, with what they may do. */
export interface Situation {
  readonly dataset: string;
  readonly actions: ActionsSetting | undefined;
  /** For people: `german, literature policy`. */
  readonly title: string;
}

/** The situations of some cells: datasets in the order in which they first occur, under each what people could do first. */
export function situationsOf(cells: readonly Cell[]): Situation[] {
  const found = new Map<string, Situation>();
  for (const { dataset, settings } of cells) {
    const { actions } = settings;
    const label = actionsLabel(actions);
    const title = [dataset, ...(label === '' ? [] : [inWords(label)])].join(', ');
    if (!found.has(title)) found.set(title, { dataset, actions, title });
  }
  const datasets = [...new Set(cells.map(({ dataset }) => dataset))];
  const behind = ({ actions }: Situation) => (actions === defaultPolicy ? 0 : 1);
  return [...found.values()].sort(
    (a, b) => datasets.indexOf(a.dataset) - datasets.indexOf(b.dataset) || behind(a) - behind(b),
  );
}

/** The cells of a situation that were run with these settings, whatever was diagnosed beside; ascending by seed. */
export function pickCells(
  cells: readonly Cell[],
  { dataset, actions }: Omit<Situation, 'title'>,
  wanted: Wanted,
): Cell[] {
  const asked = condition({ ...wanted, actions, dataset, seed: 0 });
  return cells
    .filter((cell) => cell.dataset === dataset && condition({ ...cell.settings, seed: 0 }) === asked)
    .sort((a, b) => a.seed - b.seed);
}

function condition(given: GivenSettings): string {
  return canonicalJson({ ...completeSettings(given), margins: undefined, diagnostics: undefined });
}

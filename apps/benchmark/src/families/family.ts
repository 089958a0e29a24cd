import type { ActionsSetting } from '../cells/actions/actions-setting.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import type { ModelSettings } from '../cells/models/model-words.ts';

/** The experiment families of the paper, and ours, as `cfq replicate` names them. */
export type FamilyName =
  | 'main'
  | 'extended'
  | 'ablations'
  | 'budget-curves'
  | 'backbones-costs'
  | 'baselines'
  | 'ptq'
  | 'quantizers'
  | 'teacher-quality'
  | 'runtime'
  | 'stress'
  | 'theory'
  | 'recourse'
  | 'allocation'
  | 'inputs'
  | 'teachers';

/** What a family is expanded with. */
export interface FamilyOptions extends ModelSettings {
  /** A small subset that still shows what the family is about; see {@link Family.quickly}. */
  readonly quick: boolean;
  /** Seeds of split, teacher, student and solvers, each in turn, instead of the family's own. */
  readonly seeds?: readonly number[];
  /** What people may do, each in turn, instead of the family's own. */
  readonly actions?: readonly ActionsSetting[];
  /** Datasets instead of the family's own. */
  readonly datasets?: readonly string[];
}

/** One experiment: a question, and the cells that answer it. */
export interface Family {
  readonly name: FamilyName;
  /** A heading of a few words. */
  readonly title: string;
  /** The question it answers, in one line. */
  readonly description: string;
  readonly source: string;
  /** What is left of it when it has to be quick, beside fewer datasets and seeds; a few words. */
  readonly quickly: string;
  /** The cells, every one once; a pure function of the options. */
  settings(options: FamilyOptions): CellSettings[];
}

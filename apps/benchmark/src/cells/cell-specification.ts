import { schemaActions } from './actions/actions-setting.ts';
import type { CellSettings } from './cell-settings.ts';
import { contentHash } from './content-hash.ts';

/**
 * Everything that decides what a cell measures, as plain data; nothing that does not (threads, folders,
 * which other cells are run beside it).
 */
export interface CellSpecification {
  /** Rises when the protocol or the meaning of a field changes, so that older results are not taken for new. */
  readonly protocol: number;
  readonly settings: CellSettings;
  /** The method's recipe after its overrides, as far as it is plain data: a changed recipe is a different cell. */
  readonly recipe: unknown;
  /** SHA-256 of the dataset's rows and of what its features permit. */
  readonly source: string;
  /** The code that the cell runs; see `codeVersionOf`. */
  readonly codeVersion: string;
  /** SHA-256 of the plug-ins that its settings name parts of, by plug-in; left out where there are none. */
  readonly plugins?: Readonly<Record<string, string>>;
}

/** The {@link CellSpecification.protocol} of this version. */
export const protocol = 4;

const shortHash = 12;
/** File systems take 255 bytes; endings, hash and what is temporary need some of them. */
const longestReadable = 150;

/** SHA-256 of a specification: equal exactly where the cells are the same. */
export function cellHash(specification: CellSpecification): string {
  return contentHash(specification);
}

/**
 * The file name of a cell without its ending: readable, and unique by the hash it ends in.
 * `german-cfq-4b-mlp-128-64-actionable-s0-1f2e3d4c5b6a`.
 */
export function cellFileStem(specification: CellSpecification): string {
  const { dataset, method, budgetBits, backbone, actions = schemaActions, seed } = specification.settings;
  const policy = typeof actions === 'string' ? actions : actions.name;
  const readable = [
    ...[dataset, method, `${budgetBits}b`, backbone],
    ...(policy === schemaActions ? [] : [policy]),
    `s${seed}`,
  ]
    .join('-')
    .replace(/[^\w.-]+/g, '-')
    .slice(0, longestReadable);
  return `${readable}-${cellHash(specification).slice(0, shortHash)}`;
}

import { contentHash } from './content-hash.ts';

/**
 * Everything that decides what a cell measures, as plain data; nothing that does not (threads, folders,
 * which other cells are run beside it).
 */
export interface CellSpecification {
  /** Rises when the protocol or the meaning of a field changes, so that older results are not taken for new. */
  readonly protocol: number;
  readonly dataset: string;
  /** SHA-256 of the dataset's rows and of what its features permit. */
  readonly source: string;
  readonly method: string;
  /** The method's recipe, as far as it is plain data: a changed recipe is a different cell. */
  readonly recipe: unknown;
  readonly seed: number;
  readonly backbone: string;
  readonly budgetBits: number;
  /** Issue margins κ, ascending, 0 among them. */
  readonly margins: readonly number[];
  readonly solver: string;
}

const shortHash = 12;

/** SHA-256 of a specification: equal exactly where the cells are the same. */
export function cellHash(specification: CellSpecification): string {
  return contentHash(specification);
}

/**
 * The file name of a cell without its ending: readable, and unique by the hash it ends in.
 * `german-cfq-4b-mlp-128-64-s0-1f2e3d4c5b6a`.
 */
export function cellFileStem(specification: CellSpecification): string {
  const { dataset, method, budgetBits, backbone, seed } = specification;
  const readable = `${dataset}-${method}-${budgetBits}b-${backbone}-s${seed}`.replace(/[^\w.-]+/g, '-');
  return `${readable}-${cellHash(specification).slice(0, shortHash)}`;
}

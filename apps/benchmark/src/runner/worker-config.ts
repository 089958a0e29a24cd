import type { PlannedPlugin } from '../plugins/open-plugins.ts';

/** Where the rows of a run come from. Plain data, so that every process of a run loads the same. */
export interface DataLocation {
  /** Files of your own, in the place of named datasets. */
  readonly ownData?: { readonly csv: string; readonly schema: string } | undefined;
  /** Folder of the publishers' original files. */
  readonly dataDir?: string | undefined;
}

/** What a worker reads and writes, and how it runs. Plain data: the same for every process of the run. */
export interface WorkerConfig {
  readonly data: DataLocation;
  /** Plug-ins that cells may name parts of. */
  readonly plugins: readonly PlannedPlugin[];
  /** Folder of finished cells; without one they are only returned. */
  readonly cells?: string | undefined;
  /** Folder of what cells share, or `s3://bucket/prefix`; without one it is kept in memory. */
  readonly shared?: string | undefined;
  readonly threads: number;
  readonly records: boolean;
  /** Of how many of the denied the optimality gap is told, beside the cells; default: of nobody. */
  readonly gapPeople?: number | undefined;
}

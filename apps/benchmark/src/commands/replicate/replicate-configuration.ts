import { availableParallelism } from 'node:os';
import { datasets as datasetRegistry } from '@cfq/datasets';
import { assertKnown } from '../../command-line/assert-known.ts';
import { parseList } from '../../command-line/parse-list.ts';
import { parseSeeds } from '../../command-line/parse-seeds.ts';
import { parseWholeNumber } from '../../command-line/parse-whole-number.ts';
import type { FamilyName, FamilyOptions } from '../../families/family.ts';
import { families } from '../../families/families.ts';

/** The flags of `cfq replicate` as written. */
export interface ReplicateFlags {
  readonly quick?: boolean;
  readonly seeds?: string;
  readonly dataset?: string;
  readonly jobs?: string;
  readonly threads?: string;
  readonly out?: string;
  readonly dataDir?: string;
  readonly records?: boolean;
  readonly json?: boolean;
}

/** A checked request for families. */
export interface ReplicateConfiguration {
  readonly names: readonly FamilyName[];
  readonly options: FamilyOptions;
  readonly jobs: number;
  readonly threads: number;
  readonly out: string;
  readonly dataDir?: string;
  readonly records: boolean;
  readonly json: boolean;
}

/** The word that stands for every family. */
const everyFamily = 'all';

const familyNames = Object.keys(families) as FamilyName[];

/**
 * Reads names and flags. Families share cells, so one folder holds them all: `cfq-results`, or `cfq-results-quick` for
 * the small subsets, which are not to be taken for the whole.
 *
 * @throws UsageError for an unknown family or dataset, listing the known, or a flag that cannot be used
 */
export function replicateConfiguration(
  words: readonly string[],
  flags: ReplicateFlags,
): ReplicateConfiguration {
  for (const word of words) assertKnown('replicate', word, [...familyNames, everyFamily]);
  const quick = flags.quick ?? false;
  const datasets = flags.dataset === undefined ? undefined : parseList('dataset', flags.dataset);
  for (const name of datasets ?? []) assertKnown('--dataset', name, Object.keys(datasetRegistry));
  return {
    names: familyNames.filter((name) => words.includes(everyFamily) || words.includes(name)),
    options: {
      quick,
      ...(flags.seeds !== undefined && { seeds: parseSeeds(flags.seeds) }),
      ...(datasets !== undefined && { datasets }),
    },
    jobs: parseWholeNumber('jobs', flags.jobs ?? String(availableParallelism()), { from: 1, to: 1024 }),
    threads: parseWholeNumber('threads', flags.threads ?? '1', { from: 1, to: 1024 }),
    out: flags.out ?? (quick ? 'cfq-results-quick' : 'cfq-results'),
    ...(flags.dataDir !== undefined && { dataDir: flags.dataDir }),
    records: flags.records ?? false,
    json: flags.json ?? false,
  };
}

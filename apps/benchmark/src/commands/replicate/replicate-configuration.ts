import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { askedActions } from '../../configuration/asked-actions.ts';
import { resolveSettings, type ConfigurationFlags } from '../../configuration/resolve-settings.ts';
import { ownParts, type Parts } from '../../plugins/parts.ts';
import type { FamilyName, FamilyOptions } from '../../families/family.ts';
import { families } from '../../families/families.ts';
import { replicateSettings } from './replicate-settings.ts';

/** The flags of `cfq replicate` as written. */
export interface ReplicateFlags extends ConfigurationFlags {
  /** Tables with every column, however wide the terminal. */
  readonly wide?: boolean;
  /** Which part of the cells is run: `2/8`. */
  readonly shard?: string;
  /** Whether to say how long it takes in place of running it. */
  readonly estimate?: boolean;
  /** Where cells are logged besides: `mlflow:runs`. */
  readonly log?: string;
  /** Address of the queue that the cells are put into. */
  readonly queue?: string;
  readonly quick?: boolean;
  readonly seeds?: string;
  readonly dataset?: string;
  readonly actions?: string;
  readonly teacher?: string;
  readonly threshold?: string;
  readonly classWeights?: string;
  readonly plugin?: readonly string[];
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
  /** What people may do instead of what families have, as it was asked for: names and files. */
  readonly actions?: readonly string[] | undefined;
  readonly plugins: readonly string[];
  readonly jobs: number;
  readonly threads: number;
  readonly out: string;
  readonly dataDir?: string | undefined;
  readonly records: boolean;
  readonly json: boolean;
}

/** The word that stands for every family. */
const everyFamily = 'all';

const familyNames = Object.keys(families) as FamilyName[];

/**
 * Reads names and flags, and the configuration file they may name. Families share cells, so one folder holds them all:
 * `cfq-results`, or `cfq-results-quick` for the small subsets, which are not to be taken for the whole.
 *
 * @param parts where names are looked up; default: the project's own
 * @throws UsageError for an unknown family or dataset, listing the known, or a setting that cannot be used
 */
export function replicateConfiguration(
  words: readonly string[],
  flags: ReplicateFlags,
  parts: Pick<Parts, 'dataset'> = ownParts,
): ReplicateConfiguration {
  const given = words.length === 0 ? flags : { ...flags, families: words };
  const { values, nameOf } = resolveSettings(replicateSettings, given);
  const {
    families: asked,
    quick,
    datasets,
    seeds,
    out,
    dataDir,
    actions,
    teacher,
    threshold,
    classWeights,
    ...common
  } = values;
  if (asked === undefined) {
    throw new UsageError(
      `${nameOf('families')}: name at least one family (expected one of ${[...familyNames, everyFamily].join(', ')}).`,
    );
  }
  for (const name of asked) assertKnown(nameOf('families'), name, [...familyNames, everyFamily]);
  for (const name of datasets ?? []) assertKnown(nameOf('datasets'), name, Object.keys(parts.dataset));
  return {
    names: familyNames.filter((name) => asked.includes(everyFamily) || asked.includes(name)),
    options: {
      quick,
      ...(seeds !== undefined && { seeds }),
      ...(datasets !== undefined && { datasets }),
      ...(actions !== undefined && { actions: askedActions(actions, nameOf) }),
      ...{ teacher, threshold, classWeights },
    },
    actions,
    out: out ?? (quick ? 'cfq-results-quick' : 'cfq-results'),
    dataDir,
    ...common,
  };
}

/** A configuration as a file holds it. */
export function replicateValues(
  {
    names,
    options: { quick, seeds, datasets, teacher, threshold, classWeights },
    ...rest
  }: ReplicateConfiguration,
  families: readonly FamilyName[] = names,
): Readonly<Record<string, unknown>> {
  return { families, quick, seeds, datasets, teacher, threshold, classWeights, ...rest };
}

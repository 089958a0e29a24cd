import { UsageError } from '../command-line/benchmark-error.ts';

/** Settings that say whose rows are used. */
interface Sources {
  readonly datasets?: readonly string[];
  readonly csv?: string;
  readonly schema?: string;
  /** Where the publishers' files of named datasets are. */
  readonly dataDir?: string;
}

/**
 * Refuses a request that does not say, in one way, which rows to use.
 *
 * @param nameOf how whoever asked wrote each of them
 * @throws UsageError for a file without its schema, for no data, for two kinds at once, or for a folder of publishers' files
 *   beside your own
 */
export function assertOneSource(
  { datasets, csv, schema, dataDir }: Sources,
  nameOf: (key: keyof Sources) => string,
): void {
  if ((csv === undefined) !== (schema === undefined)) {
    const [given, missing] = csv === undefined ? (['schema', 'csv'] as const) : (['csv', 'schema'] as const);
    throw new UsageError(
      `${nameOf(given)}: needs ${nameOf(missing)} FILE beside it. Add ${nameOf(missing)} FILE.`,
    );
  }
  if ((datasets === undefined) === (csv === undefined)) {
    const got = datasets === undefined ? 'neither' : 'both';
    throw new UsageError(
      `${nameOf('datasets')}: name datasets, or bring your own with --csv and --schema (expected one of the two, got ${got}).`,
    );
  }
  if (csv !== undefined && dataDir !== undefined) {
    throw new UsageError(
      `${nameOf('dataDir')}: is where the files of named datasets are (expected no ${nameOf('csv')} beside it). Remove one of the two.`,
    );
  }
}

/** Your own file of rows with its schema, where both are given. */
export function ownDataOf({
  csv,
  schema,
}: Sources): { readonly csv: string; readonly schema: string } | undefined {
  return csv === undefined || schema === undefined ? undefined : { csv, schema };
}

import { datasets, type Dataset } from '@cfq/datasets';
import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';

/**
 * The named datasets, each known to have files of a publisher.
 *
 * @param command for the error
 * @param names all datasets that have files, where empty
 * @throws UsageError on an unknown name, or a dataset that is generated
 */
export function publishedDatasets(command: string, names: readonly string[]): Dataset[] {
  const all = Object.values<Dataset>(datasets);
  const published = all.filter(({ originals }) => originals.length > 0);
  if (names.length === 0) return published;
  return [...new Set(names)].map((name) => {
    assertKnown(command, name, Object.keys(datasets));
    const found = published.find((dataset) => dataset.name === name);
    if (found !== undefined) return found;
    const known = published.map((dataset) => dataset.name).join(', ');
    throw new UsageError(`${command}: ${name} is generated and has no files (expected one of ${known}).`);
  });
}

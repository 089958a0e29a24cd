import { datasets, originals, type OriginalName } from '@cfq/datasets';
import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';

/**
 * The named datasets, each known to have files of a publisher.
 *
 * @param command for the error
 * @throws UsageError on an unknown name, or a dataset that is generated
 */
export function originalNames(command: string, names: readonly string[]): OriginalName[] {
  return names.map((name) => {
    assertKnown(command, name, Object.keys(datasets));
    if (isOriginal(name)) return name;
    const known = Object.keys(originals).join(', ');
    throw new UsageError(`${command}: ${name} is generated and has no files (expected one of ${known}).`);
  });
}

function isOriginal(name: string): name is OriginalName {
  return Object.hasOwn(originals, name);
}

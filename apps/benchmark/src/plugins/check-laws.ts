import { allocatorLaws, sensitivityLaws } from '@cfq/bit-allocation/testing';
import { datasetLaws } from '@cfq/datasets/testing';
import { packingLaws } from '@cfq/deploy/testing';
import { firstBrokenLaw, type Law, type Part, type PartKind } from '@cfq/parts';
import { quantizerLaws } from '@cfq/quantizers/testing';
import { solverLaws } from '@cfq/recourse/testing';
import { methodLaws, termLaws } from '@cfq/training/testing';
import { oneLine } from '../command-line/one-line.ts';
import type { Plugin } from './load-plugin.ts';
import type { PartTypes } from './parts.ts';
import { PluginError } from './plugin-error.ts';

/** The laws of each kind, as many cases of them as take a few seconds. */
const laws: { readonly [Kind in PartKind]: (part: PartTypes[Kind]) => Iterable<Law> } = {
  allocator: (part) => allocatorLaws(part),
  dataset: (part) => datasetLaws(part),
  method: (part) => methodLaws(part),
  quantizer: (part) => [
    ...quantizerLaws(part, { bits: [2, 4, 8] }),
    ...packingLaws(part, { bits: [2, 3, 8] }),
  ],
  sensitivity: (part) => sensitivityLaws(part),
  solver: (part) => solverLaws(part),
  term: (part) => termLaws(part),
};

/**
 * Holds every part of a plug-in against the laws of its kind.
 *
 * @throws PluginError for the first law that is broken, by its name
 */
export async function checkLaws({ asked, parts }: Pick<Plugin, 'asked' | 'parts'>): Promise<void> {
  for (const part of parts) {
    const broken = await firstBrokenLaw(lawsOf(part));
    if (broken === null) continue;
    throw new PluginError(
      `--plugin ${asked}: ${part.part} "${part.name}" breaks the law "${broken.name}": ${oneLine(broken.error)}`,
      { cause: broken.error },
    );
  }
}

/** A part has the laws of the kind that it says it is. */
function lawsOf(part: Part): Iterable<Law> {
  return (laws[part.part] as (part: Part) => Iterable<Law>)(part);
}

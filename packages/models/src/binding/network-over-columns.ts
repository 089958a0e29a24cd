import type { Network } from '@cfq/network';
import { foldColumns } from '../networks/fold-columns.ts';
import type { BoundColumns } from './bind-columns.ts';
import type { ReadModel } from './read-model.ts';

/** A network, or why there is none. */
export interface NetworkOver {
  readonly network: Network | null;
  readonly blackBox: string | null;
}

/** The network of a file over encoded columns, as the file has its classes. */
export function networkOverColumns(
  { recognition }: ReadModel,
  { columns, featureSpace }: BoundColumns,
): NetworkOver {
  if (!('network' in recognition)) return { network: null, blackBox: recognition.blackBox };
  if (columns === null || 'why' in columns) return { network: null, blackBox: columns?.why ?? null };
  const { network } = recognition;
  const classes = network.layers.at(-1)!.bias.length;
  if (classes !== 2)
    return { network: null, blackBox: `Its network tells ${classes} classes apart, a decision two.` };
  return { network: foldColumns(network, columns.columns, featureSpace.width), blackBox: null };
}

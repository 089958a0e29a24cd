import { QuantizerError } from './quantizer-error.ts';
import type { Quantizer } from './quantizer.ts';
import { dorefa } from './quantizers/dorefa.ts';
import { lsqActivation } from './quantizers/lsq-activation.ts';
import { lsq } from './quantizers/lsq.ts';
import { pact } from './quantizers/pact.ts';
import { uniformAffine } from './quantizers/uniform-affine.ts';
import { uniformSymmetric } from './quantizers/uniform-symmetric.ts';

/** Names of the quantizers in the registry. */
export type QuantizerName =
  'dorefa' | 'lsq' | 'lsq-activation' | 'pact' | 'uniform-affine' | 'uniform-symmetric';

/** Every quantizer, by name. An entry that is missing or under a wrong name is a type error. */
export const quantizers = {
  dorefa,
  lsq,
  'lsq-activation': lsqActivation,
  pact,
  'uniform-affine': uniformAffine,
  'uniform-symmetric': uniformSymmetric,
} as const satisfies { readonly [Name in QuantizerName]: Quantizer<string, Name> };

/**
 * The quantizer of a name.
 *
 * @throws QuantizerError for an unknown name, listing the known ones.
 */
export function quantizer(name: string): Quantizer {
  const found = Object.values<Quantizer>(quantizers).find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  throw new QuantizerError(
    `quantizer: unknown quantizer "${name}" (expected one of ${Object.keys(quantizers).join(', ')}).`,
  );
}

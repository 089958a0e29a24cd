import { QuantizerError } from '../quantizer-error.ts';
import { analyticClipping } from './analytic-clipping.ts';
import { kullbackLeibler } from './kullback-leibler.ts';
import { meanSquaredError } from './mean-squared-error.ts';
import { minMax } from './min-max.ts';
import type { Observer, ObserverName } from './observer.ts';
import { percentile } from './percentile.ts';

/** Every observer, by name. An entry that is missing or under a wrong name is a type error. */
export const observers: { readonly [Name in ObserverName]: Observer & { readonly name: Name } } = {
  'min-max': minMax,
  percentile,
  mse: meanSquaredError,
  kl: kullbackLeibler,
  aciq: analyticClipping,
};

/**
 * The observer of a name.
 *
 * @throws QuantizerError for an unknown name, listing the known ones.
 */
export function observer(name: string): Observer {
  const found = Object.values<Observer>(observers).find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  throw new QuantizerError(
    `observer: unknown observer "${name}" (expected one of ${Object.keys(observers).join(', ')}).`,
  );
}

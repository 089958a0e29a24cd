import { NetworkError } from './network-error.ts';
import type { Layer } from './model/network.ts';

/** What is done with a layer of each kind. */
export type LayerCases<Result> = {
  readonly [Kind in Layer['kind']]: (layer: Extract<Layer, { readonly kind: Kind }>) => Result;
};

/**
 * Does what is to be done with a layer of its kind. There must be a case for every kind, so a new kind is a type error
 * wherever layers are read.
 *
 * @throws NetworkError for a kind that no case knows, as only untyped data can have it.
 */
export function matchLayer<Result>(layer: Layer, cases: LayerCases<Result>): Result {
  if (!Object.hasOwn(cases, layer.kind)) {
    throw new NetworkError(
      `matchLayer: layer "${layer.name}" is of a known kind (expected ${Object.keys(cases).join(', ')}, ` +
        `got ${layer.kind}). Correct its kind.`,
    );
  }
  return cases[layer.kind](layer);
}

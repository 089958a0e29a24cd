import { logisticRegression, mlp, type Model } from '@cfq/training';
import type { Backbone } from '../cells/parse-backbone.ts';

/** The network of a backbone over `inputWidth` encoded columns. */
export function backboneModel({ hidden }: Backbone, inputWidth: number): Model {
  return hidden.length === 0 ? logisticRegression({ inputWidth }) : mlp({ inputWidth, hidden });
}

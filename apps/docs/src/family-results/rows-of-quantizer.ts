import type { QuantizerRow } from './quantizer-results.ts';

/**
 * The rows that say what a quantizer does: of methods that quantize weights by it; where there is none, of the method of its
 * name, and else of methods that quantize hidden outputs by it. Most methods share one quantizer of hidden outputs, which says
 * little about that.
 */
export function rowsOfQuantizer(rows: readonly QuantizerRow[], name: string): readonly QuantizerRow[] {
  const byWeights = rows.filter(({ weights }) => weights === name);
  if (byWeights.length > 0) return byWeights;
  const byName = rows.filter(({ method }) => method === name);
  return byName.length > 0 ? byName : rows.filter(({ activations }) => activations === name);
}

import { defineTerm } from './define-term.ts';

/**
 * `BitCost` per weight: `Σ_l n_l b̄_l / Σ_l n_l` (CFQ §4.2 without the constant factor `1 / Σ_l n_l`, which its weight λ
 * absorbs, so that one weight serves models of every size).
 */
export const bitCost = defineTerm({
  kind: 'bits',
  name: 'bit-cost',
  description: 'expected bits per weight',
  source: 'CFQ §4.2',
  value: (averageBits) => averageBits,
});

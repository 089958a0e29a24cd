/**
 * What a network becomes in a file:
 *
 * - `qdq`: narrow codes that are read as floats, and float products;
 * - `integer`: integer codes, integer products with 32-bit accumulators and fixed-point requantization between layers
 *   (Jacob et al. 2018); floats only where rows go in and logits come out.
 */
export type Lowering = 'qdq' | 'integer';

/** Every lowering. */
export const lowerings: readonly Lowering[] = ['qdq', 'integer'];

import { ewgs, lsqPlus } from '@cfq/quantizers';
import {
  adaRound,
  equalised,
  methods,
  samplers,
  type ObjectiveTerm,
  type QuantizedMethod,
} from '@cfq/training';
import {
  jacobianMatch,
  otherMatch,
  sparserCrossover,
  worstNearby,
  type MatchOptions,
} from './tried-terms.ts';
import { dampened } from './tried-quantizers.ts';
import { lowRank, sparse, type FitQuantizer } from './tried-corrections.ts';
import { averagedCycles, settledAtTheEnd } from './tried-stages.ts';

/** One thing done otherwise than `cfq-faithful` does it. */
export interface Way {
  readonly name: string;
  readonly method: QuantizedMethod;
  /** Whose rounded weights training starts from; default the teacher's own. */
  readonly from?: QuantizedMethod;
  /** Whether codes of the last layer are searched after training. */
  readonly repaired?: boolean;
  /** Makes the quantizer of the weights, for the teacher at hand, in place of the method's own. */
  readonly fitted?: FitQuantizer;
  /** Average bits of the weights beyond what was asked for; default 0. */
  readonly extraBits?: number;
}

const base = methods['cfq-faithful'];
const [rows, along, crossed] = [samplers.data, samplers['along-recourse'], samplers['feature-crossover']];

function trained(changes: Partial<QuantizedMethod['training']>): QuantizedMethod {
  return { ...base, training: { ...base.training, ...changes } };
}

function weighted(...weights: readonly number[]): QuantizedMethod['terms'] {
  return base.terms
    .map(({ term }, at) => ({ term, weight: weights[at]! }))
    .filter(({ weight }) => weight > 0);
}

function matched(name: string, options: MatchOptions): QuantizedMethod {
  const terms = [rows, along, crossed].map((sampler) =>
    otherMatch(`${name}-${sampler.name}`, sampler, options),
  );
  return { ...base, terms: terms.map((term) => ({ term, weight: 1 })) };
}

function withTerm(term: ObjectiveTerm, weight: number): QuantizedMethod {
  return { ...base, terms: [...base.terms, { term, weight }] };
}

/** `cfq-faithful`, then it with one thing changed, then `cfq-low-bit`, which is several of them. */
export const ways: readonly Way[] = [
  { name: 'cfq-faithful', method: base },
  { name: 'hidden units of one range', method: { ...base, start: equalised() } },
  { name: 'updates × 4', method: trained({ length: { steps: 8000 } }) },
  { name: 'rate × 3', method: trained({ learningRate: 1e-3 }) },
  { name: 'updates × 4, rate × 3', method: trained({ length: { steps: 8000 }, learningRate: 1e-3 }) },
  { name: 'batches of 512', method: trained({ batch: 512 }) },
  { name: 'steps learned 4 times as fast', method: trained({ quantizerLrScale: 0.2 }) },
  { name: 'new people count four times', method: { ...base, terms: weighted(1, 1, 4) } },
  { name: 'new people alone', method: { ...base, terms: weighted(0, 0, 1) } },
  {
    name: 'new people nearer to rows',
    method: {
      ...base,
      terms: [...weighted(1, 1, 0), { term: otherMatch('sparser', sparserCrossover(0.15), {}), weight: 1 }],
    },
  },
  { name: 'the hardest quarter of a batch', method: matched('hardest', { hardest: 0.25 }) },
  { name: 'ascent on the disagreement', method: withTerm(worstNearby, 1) },
  { name: 'slopes matched (Jacobian)', method: withTerm(jacobianMatch, 0.1) },
  { name: 'all distances alike', method: matched('alike', { nearBoundary: false }) },
  { name: 'both sides alike', method: matched('two-sided', { leniency: 1 }) },
  { name: 'weights averaged over cycles', method: { ...base, round: averagedCycles } },
  ...[0.001, 0.01, 0.1].map((strength) => ({
    name: `oscillation dampened by ${strength}`,
    method: { ...base, weights: { ...base.weights, quantizer: dampened(strength) } },
  })),
  { name: 'codes settled at the end', method: { ...base, round: settledAtTheEnd } },
  { name: 'roundings learned at the end', method: { ...base, round: adaRound } },
  { name: 'start rounded by GPTQ', method: base, from: methods['ptq-gptq'] },
  { name: 'start reconstructed (BRECQ)', method: base, from: methods['ptq-brecq'] },
  { name: 'last codes searched', method: base, repaired: true },
  { name: 'one step a layer', method: { ...base, weights: { ...base.weights, perChannel: false } } },
  {
    name: 'LSQ+, a zero point of its own',
    method: { ...base, weights: { ...base.weights, quantizer: lsqPlus, scaleInit: 'quantizer' } },
  },
  {
    name: 'EWGS',
    method: {
      ...base,
      weights: { quantizer: ewgs, perChannel: false, scaleInit: 'quantizer' },
      bits: methods.kd.bits,
    },
  },
  { name: 'cfq-low-bit', method: methods['cfq-low-bit'] },
  { name: 'bits by output channel (cfq-channels)', method: methods['cfq-channels'] },
  ...[0.25, 0.5].flatMap((extraBits) => [
    { name: `${String(extraBits)} bits more by layer`, method: base, extraBits },
    { name: `${String(extraBits)} bits more by output channel`, method: methods['cfq-channels'], extraBits },
  ]),
  ...[1, 2].map((rank) => ({
    name: `beside the codes rank ${String(rank)}`,
    method: { ...base, bits: methods.kd.bits },
    fitted: lowRank(rank),
  })),
  ...[0.01, 0.02].map((share) => ({
    name: `beside the codes ${String(100 * share)} % of weights`,
    method: { ...base, bits: methods.kd.bits },
    fitted: sparse(share),
  })),
];

import type { QuantizerName } from '@cfq/quantizers';
import type { TeacherVariant } from '../model/teacher-variant.ts';
import type { ObjectiveTerm } from '../terms/objective-term.ts';

/** A term and its weight in the objective. */
export interface WeightedTerm {
  readonly term: ObjectiveTerm;
  /** At least 0. For `bit-cost` it is where the multiplier of the budget starts. */
  readonly weight: number;
}

/** Every way to choose the bits of the layers. */
export const allocatorKinds = [
  'uniform',
  'gumbel',
  'loss-knapsack',
  'counterfactual-knapsack',
  'counterfactual-gradient',
] as const;

/**
 * How the bits of the layers are chosen. `'loss-knapsack'`: the exact optimum of the measured rise of the task loss;
 * `'counterfactual-knapsack'`: of the measured margin error at recourse points; `'counterfactual-gradient'`: greedily,
 * by the gradient at recourse points.
 */
export type AllocatorKind = (typeof allocatorKinds)[number];

/** What an update moves: everything; steps and clips alone; or those and the biases. */
export type Trained = 'everything' | 'quantizers' | 'quantizers-and-biases';

/** A method that makes a quantized student; a recipe and nothing more. */
export interface QuantizedMethod {
  readonly kind: 'quantized';
  readonly name: string;
  /** One line: what it is. */
  readonly description: string;
  readonly source: string;
  /** Which teacher issues the promises and is what the student starts from; default `standard`. */
  readonly teacher?: TeacherVariant;
  readonly weights: {
    readonly quantizer: QuantizerName;
    readonly perChannel: boolean;
    /** Where the steps start: the quantizer's own rule, or the least squared error. */
    readonly stepStart: 'quantizer' | 'mse';
    /** This width in every layer, whatever the budget; default: as the allocator chooses. */
    readonly fixedBits?: number;
    /**
     * `'nearest'` (default): every weight takes the code nearest to it. `'learned'`: in the last three fifths of the updates
     * each weight is fitted to one of the two codes around it, while steps stay as they are.
     */
    readonly rounding?: 'nearest' | 'learned';
  };
  readonly activations: {
    readonly quantizer: QuantizerName;
    /** A bit-width, or the largest candidate that the budget allows, as the weights have. */
    readonly bits: number | 'as-weights';
  };
  /**
   * What is quantized: the teacher (default), or a full-precision model of the same shape that starts from fresh weights
   * and learns the teacher's logits first.
   */
  readonly start?: 'teacher' | 'distilled';
  readonly allocator: AllocatorKind;
  /** The objective: a weighted sum. */
  readonly terms: readonly WeightedTerm[];
  readonly training: {
    /**
     * How long: passes over the training rows, or updates; the search for bits included. No steps at all is calibration
     * alone: the student is the teacher, rounded.
     */
    readonly length: { readonly passes: number } | { readonly steps: number };
    /** What the updates move; the rest stays as the teacher has it. Default: everything. */
    readonly trains?: Trained;
    /** Share of all weights, those of the smallest magnitude, set to zero before and kept zero; default none. */
    readonly pruned?: number;
    /** First learning rate of the cosine decay. */
    readonly learningRate: number;
    /** Factor on the rate of steps and clips, which are small numbers that a full step would throw about. */
    readonly quantizerRate: number;
    /** Total decay `λ Σ η`; 0 where a teacher is matched, which has been decayed already. */
    readonly totalDecay: number;
    /** `'best'`: the parameters of the lowest validation loss to the labels; `'last'`: those of the last update. */
    readonly keep: 'best' | 'last';
  };
}

/** A method that keeps full precision. */
export interface FullPrecisionMethod {
  readonly kind: 'full-precision';
  readonly name: string;
  readonly description: string;
  readonly source: string;
  /** `'teacher'`: the teacher itself; `'retrained'`: another teacher that differs only in its seed. */
  readonly model: 'teacher' | 'retrained';
}

/** One row of the benchmark. */
export type Method = QuantizedMethod | FullPrecisionMethod;

import type { Part } from '@cfq/parts';
import type { ObserverName, Quantizer } from '@cfq/quantizers';
import type { TeacherVariant } from '../model/teacher-variant.ts';
import type { ScaleInit } from '../scheme/initial-parameters.ts';
import type { Trainable } from '../scheme/quantization-scheme.ts';
import type { BitStage } from '../stages/bits/bit-stage.ts';
import type { RoundStage } from '../stages/round/round-stage.ts';
import type { StartStage } from '../stages/start/start-stage.ts';
import type { TrainingLength } from '../stages/training-calls.ts';
import type { ObjectiveTerm } from '../terms/objective-term.ts';

/**
 * What a row of the benchmark is there for. `'floor'`: nothing is quantized, so that one sees what disagreement costs anyway.
 * `'baseline'`: what people do today. `'paper'`: a method of the paper, or a variant of one. `'ours'`: of this project.
 */
export type MethodRole = 'floor' | 'baseline' | 'paper' | 'ours';

/** What a search for a method's settings looks for, on validation rows. */
export type TuningCriterion = 'accuracy' | 'faithfulness';

/** What is said about every method. Its name also names the random choices of its students. */
interface MethodText extends Part<'method'> {
  readonly role: MethodRole;
  /** Whether its objective keeps the teacher's *no* as well as its *yes*: what baselines are held against. */
  readonly twoSided: boolean;
  /** What its settings are chosen by. */
  readonly criterion: TuningCriterion;
}

/** A term and its weight in the objective. */
export interface WeightedTerm {
  readonly term: ObjectiveTerm;
  /** At least 0. For a term that looks at the bits it is where the multiplier of the budget starts. */
  readonly weight: number;
}

/** How the weights of a method's students are quantized. */
export interface WeightQuantization {
  readonly quantizer: Quantizer;
  /** Parameters of the quantizer for each output channel, or for the whole layer. */
  readonly perChannel: boolean;
  /** Where the quantizer's parameters start: by its own rule, or at the least squared error. */
  readonly scaleInit: ScaleInit;
  /** How the range is chosen, by a quantizer that takes an observer, in the place of `scaleInit`. */
  readonly observer?: ObserverName;
}

/** How the hidden activations of a method's students are quantized. */
export interface ActivationQuantization {
  readonly quantizer: Quantizer;
  /** A bit-width, or the largest that the budget allows, as the weights have. */
  readonly bits: number | 'as-weights';
  /** How the range is chosen, by a quantizer that takes an observer; default: by the quantizer's own rule. */
  readonly observer?: ObserverName;
}

/** How a method trains. */
export interface TrainingSettings {
  /**
   * How long: passes over the training rows, or updates; the search for bits included. No steps at all is calibration
   * alone: the student is the start, rounded.
   */
  readonly length: TrainingLength;
  /** Points of every kind that a step sees; default 64 for fewer than 2 000 training rows, else 256. */
  readonly batch?: number;
  /** Most points of every kind that a step sees where `batch` is left out; default: as many as it says. */
  readonly largestBatch?: number;
  /** What the updates move; the rest stays as the start has it. */
  readonly trainable: Trainable;
  /** First learning rate of the cosine decay. */
  readonly learningRate: number;
  /** Factor on the rate of the quantizers' parameters, which are small numbers that a full step would throw about. */
  readonly quantizerLrScale: number;
  /** Total decay `λ Σ η`; 0 where a teacher is matched, which has been decayed already. */
  readonly totalDecay: number;
  /** `'best'`: the parameters of the lowest validation loss to the labels; `'last'`: those of the last update. */
  readonly checkpoint: 'best' | 'last';
}

/** A method that makes a quantized student: a composition of stages over one objective. */
export interface QuantizedMethod extends MethodText {
  readonly kind: 'quantized';
  /** Which teacher issues the promises and is what the student starts from. */
  readonly teacher: TeacherVariant;
  readonly weights: WeightQuantization;
  readonly activations: ActivationQuantization;
  /** Bits of the columns that students read, each on an even grid over the training rows, 1 to 16; absent: as they are. */
  readonly inputBits?: number;
  /** Makes the full-precision model that is quantized. */
  readonly start: StartStage;
  /** Chooses the bits of the layers. */
  readonly bits: BitStage;
  /** The objective of every stage that trains: a weighted sum. */
  readonly terms: readonly WeightedTerm[];
  readonly training: TrainingSettings;
  /** Settles which code stands for each weight. */
  readonly round: RoundStage;
}

/** A method that keeps full precision. */
export interface FullPrecisionMethod extends MethodText {
  readonly kind: 'full-precision';
  /** `'teacher'`: the teacher itself; `'retrained'`: another teacher that differs only in its seed. */
  readonly model: 'teacher' | 'retrained';
}

/** One row of the benchmark. */
export type Method = QuantizedMethod | FullPrecisionMethod;

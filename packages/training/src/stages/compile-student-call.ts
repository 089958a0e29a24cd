import { expectedAverageBits, gumbelSoftmax, type LayerSize } from '@cfq/bit-allocation';
import { byContent, type CompileScope } from '@cfq/jit';
import { withoutPlausibility } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { favourableClass } from '../model/favourable-class.ts';
import { compileEpoch, type Epoch } from '../optimizer/compile-epoch.ts';
import { leafRules } from '../scheme/leaf-rules.ts';
import { schemeKey, type QuantizationScheme } from '../scheme/quantization-scheme.ts';
import { roundingPenalty } from '../scheme/rounding/rounding-penalty.ts';
import { studentLogits } from '../scheme/student-logits.ts';
import { penaltyOf } from '../scheme/penalty-of.ts';
import { samplersOf, type ObjectiveTerm } from '../terms/objective-term.ts';
import type { Model, ModelParameters } from '../model/model.ts';
import type { SampleIndices, Sampler, SampleSource } from '../samplers/sampler.ts';
import type { StudentParameters } from '../scheme/student-parameters.ts';
import { masked } from './start/masked.ts';
import type { WeightMasks } from './start/prune-by-magnitude.ts';
import type { ActionRules } from './student-setting.ts';

/** What changes from step to step. */
type StudentStep<Leaf> = {
  /** Choices of each sampler [steps, …], in the order of `samplersOf`. */
  readonly draws: readonly SampleIndices<Leaf>[];
  /** Weight and sharpness of the rounding penalty, scalars [steps]; empty where roundings are not fitted. */
  readonly rounding: readonly { readonly weight: Leaf; readonly sharpness: Leaf }[];
  /** Gumbel noise [steps, layers, candidates] and temperature [steps]; empty where bits are fixed. */
  readonly policy: readonly { readonly noise: Leaf; readonly temperature: Leaf }[];
};

/** What stays for a run. */
type StudentFixed<Leaf> = {
  readonly source: SampleSource<Leaf>;
  readonly teacher: ModelParameters<Leaf>;
  /** Weights that stay zero; empty where nothing is pruned. */
  readonly masks: readonly WeightMasks<Leaf>[];
  /** Weight of each term, in order; scalars. */
  readonly weights: readonly Leaf[];
  /** How labels are compared with logits, see `TermInputs`. */
  readonly labelled: { readonly logit: Leaf; readonly classWeights: Leaf };
};

/** Many updates of a student as one native call. */
export type StudentCall = Epoch<
  StudentParameters<tf.Tensor>,
  StudentStep<tf.Tensor>,
  StudentFixed<tf.Tensor>
>;

/** Everything a student's graph depends on that is not an input of it. */
export interface StudentCallSettings {
  readonly scheme: QuantizationScheme;
  /** The model of the teacher: that of the scheme, but for columns that the student alone rounds. */
  readonly promising: Model;
  readonly terms: readonly ObjectiveTerm[];
  /** What people may do and what it costs them; terms that look at actions read it. */
  readonly rules: ActionRules;
  readonly threads: number;
}

/**
 * Updates of a student as one native call, compiled once per scheme and list of terms in a scope. Terms, model and quantizers
 * count by identity, whatever they are called. Terms share one forward pass: the points of all samplers that a step needs
 * are stacked, and every term reads its own rows.
 */
export function compileStudentCall(settings: StudentCallSettings, scope: CompileScope): StudentCall {
  const { scheme, promising, terms, threads, rules } = settings;
  const looksAtActions = terms.some(({ kind }) => kind === 'actions');
  const looked = { ...rules, actionSet: withoutPlausibility(rules.actionSet) };
  const key = [schemeKey(scheme), promising, terms, looksAtActions ? byContent(looked) : null, threads];
  return scope.compileOnce([compileStudentCall, ...key], () =>
    compileEpoch<StudentParameters<tf.Tensor>, StudentStep<tf.Tensor>, StudentFixed<tf.Tensor>>(
      (parameters, step, fixed) => studentLoss(settings, parameters, step, fixed),
      {
        name: `student ${scheme.model.name} ${terms.map(({ name }) => name).join('+')}`,
        threads,
        leafRules: (parameters) => leafRules(scheme, parameters),
      },
    ),
  );
}

function studentLoss(
  { scheme, promising, terms, rules }: StudentCallSettings,
  parameters: StudentParameters<tf.Tensor>,
  { draws, rounding, policy }: StudentStep<tf.Tensor>,
  { source, teacher, masks, weights, labelled }: StudentFixed<tf.Tensor>,
): readonly [tf.Scalar, Readonly<Record<string, tf.Tensor>>] {
  const [noise] = policy;
  const [logits] = parameters.policy;
  const selection = noise && logits ? gumbelSoftmax(logits, noise.noise, noise.temperature) : null;
  const samples = samplersOf(terms).map((sampler, at) => ({
    sampler,
    ...sampler.points(draws[at]!, source),
  }));
  const kept = { ...parameters, dense: masks.reduce(masked, parameters.dense) };
  const studentAt = (x: tf.Tensor2D): tf.Tensor2D => studentLogits(scheme, kept, x, selection);
  const teacherAt = (x: tf.Tensor2D): tf.Tensor2D => promising.apply(teacher, x);
  const x = tf.concat(
    samples.map((sample) => sample.x),
    0,
  );
  const student = studentAt(x);
  const promised = teacherAt(x);
  const indexOf = (sampler: Sampler): number => samples.findIndex((sample) => sample.sampler === sampler);
  const rowsOf = (stacked: tf.Tensor2D, sampler: Sampler): tf.Tensor2D => {
    const index = indexOf(sampler);
    const start = samples.slice(0, index).reduce((sum, sample) => sum + sample.x.shape[0], 0);
    return tf.slice(stacked, [start, 0], [samples[index]!.x.shape[0], scheme.model.classes]);
  };
  const values = terms.map((term) => {
    if (term.kind === 'bits') return term.value(averageOf(scheme, selection));
    if (term.kind === 'penalty') return term.value(penaltyOf(scheme, parameters, term));
    const target = favourableClass;
    const { x: people, labels } = samples[indexOf(term.sampler)]!;
    if (term.kind === 'actions') {
      const { actionSet, cost } = rules;
      return term.value({
        people,
        student: studentAt,
        teacher: teacherAt,
        target,
        actionSet,
        costSpec: cost,
      });
    }
    return term.value({
      student: rowsOf(student, term.sampler),
      teacher: rowsOf(promised, term.sampler),
      labels,
      target,
      labelled: {
        logit: labelled.logit as tf.Scalar,
        classWeights: labelled.classWeights as tf.Tensor1D,
      },
    });
  });
  const objective = values
    .map((value, index) => tf.mul<tf.Scalar>(value, weights[index]!))
    .reduce((sum, value) => tf.add(sum, value));
  const [penalty] = rounding;
  const loss = penalty
    ? tf.add<tf.Scalar>(
        objective,
        tf.mul(penalty.weight, roundingPenalty(roundingsOf(parameters), penalty.sharpness)),
      )
    : objective;
  return [loss, Object.fromEntries(terms.map(({ name }, index) => [name, values[index]!]))];
}

/** The roundings that are being fitted, layer by layer. */
function roundingsOf({ weights }: StudentParameters<tf.Tensor>): tf.Tensor[] {
  return Object.values(weights)
    .flatMap((candidates) => Object.values(candidates))
    .flatMap(({ rounding }) => (rounding === undefined ? [] : [rounding]));
}

/** Average bits of a choice; where bits are fixed, a constant. */
function averageOf(scheme: QuantizationScheme, selection: tf.Tensor2D | null): tf.Scalar {
  const { layers } = scheme.model;
  const { candidates } = scheme.weights;
  if (selection !== null) return expectedAverageBits(selection, layers, candidates[layers[0]!.layer]!);
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const bits = (layer: LayerSize): number => layer.parameters * candidates[layer.layer]![0]!;
  return tf.scalar(layers.reduce((sum, layer) => sum + bits(layer), 0) / total);
}

import type { ActionSet, CostSpec } from '@cfq/recourse';
import { expectedAverageBits, gumbelSoftmax, type LayerSize } from '@cfq/bit-allocation';
import * as tf from '@tensorflow/tfjs-core';
import { compileEpoch, type Epoch } from '../optimizer/compile-epoch.ts';
import { compiled } from '../compiled.ts';
import { pointSets } from '../samplers/point-sets.ts';
import { roundingPenalty } from '../scheme/rounding/rounding-penalty.ts';
import { favourableClass } from '../model/favourable-class.ts';
import { contentKey } from '../recourse/content-key.ts';
import { formKey, type StudentForm, type StudentParameters } from '../scheme/student-form.ts';
import { studentLogits } from '../scheme/student-logits.ts';
import type { Draw, PointSetName, PointSource } from '../samplers/point-set.ts';
import type { ObjectiveTerm } from '../terms/objective-term.ts';
import type { WeightMasks } from './prune-by-magnitude.ts';
import type { Trained } from '../methods/method.ts';
import type { ModelParameters } from '../model/model.ts';

/** What changes from step to step. */
type StudentStep<Leaf> = {
  /** Choices of each point set [steps, …]. */
  readonly draws: { readonly [points: string]: Draw<Leaf> };
  /** Weight and sharpness of the rounding penalty, scalars [steps]; empty where roundings are not fitted. */
  readonly rounding: readonly { readonly weight: Leaf; readonly sharpness: Leaf }[];
  /** Gumbel noise [steps, layers, candidates] and temperature [steps]; empty where bits are fixed. */
  readonly policy: readonly { readonly noise: Leaf; readonly temperature: Leaf }[];
};

/** What stays for a run. */
type StudentFixed<Leaf> = {
  readonly source: PointSource<Leaf>;
  readonly teacher: ModelParameters<Leaf>;
  /** Weights that stay zero; empty where nothing is pruned. */
  readonly masks: readonly WeightMasks<Leaf>[];
  /** Weight of each term, in order; scalars. */
  readonly weights: readonly Leaf[];
};

/** A compiled epoch of a student. */
export type StudentEpoch = Epoch<
  StudentParameters<tf.Tensor>,
  StudentStep<tf.Tensor>,
  StudentFixed<tf.Tensor>
>;

/** The rules of recourse. */
export interface ActionRules {
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
}

/** Everything a student's graph depends on that is not an input of it. */
export interface StudentEpochSettings {
  readonly form: StudentForm;
  readonly terms: readonly ObjectiveTerm[];
  /** Factor on the learning rate of steps and clips. */
  readonly quantizerRate: number;
  /** What the updates move. */
  readonly trains: Trained;
  /** What people may do and what it costs them; terms that look at actions read it. */
  readonly actions: ActionRules;
  readonly threads: number;
}

/** Factor on the learning rate of the policy's logits, which must travel by whole units. */
const policyRate = 20;

/** Factor on the learning rate of roundings, which must travel by whole units too. */
const roundingRate = 100;

/** Factor on the learning rate of a leaf: 0 where it is frozen. */
function rateOf(path: string, { form, trains, quantizerRate }: StudentEpochSettings): number {
  if (path.includes('.policy')) return policyRate;
  if (path.endsWith('.rounding')) return roundingRate;
  // Codes are neighbours of `w / s` for as long as `s` stays.
  if (form.weights.rounding === 'fitted' && path.includes('.weights.')) return 0;
  if (!path.includes('.dense.')) return quantizerRate;
  if (trains === 'everything') return 1;
  return trains === 'quantizers-and-biases' && path.endsWith('.bias') ? 1 : 0;
}

/** Names of the point sets that terms look at, each once, in a fixed order. */
export function pointsOf(terms: readonly ObjectiveTerm[]): PointSetName[] {
  const wanted = new Set(terms.flatMap((term) => (term.kind === 'bits' ? [] : [term.points])));
  return Object.values(pointSets)
    .map(({ name }) => name)
    .filter((name) => wanted.has(name));
}

/**
 * One epoch of a student as one native call, compiled once per form and list of terms. Terms share one forward pass:
 * the points of all sets a step needs are stacked, and every term reads its own rows.
 */
export function compileStudentEpoch(settings: StudentEpochSettings): StudentEpoch {
  const { form, terms, quantizerRate, trains, threads, actions } = settings;
  const names = terms.map(({ name, description }) => `${name}(${description})`).join('+');
  const rules = terms.some(({ kind }) => kind === 'actions') ? ` ${contentKey({}, actions)}` : '';
  const name = `student ${formKey(form)} ${names}${rules}`;
  return compiled(`${name} rate ${quantizerRate} ${trains} threads ${threads}`, () =>
    compileEpoch<StudentParameters<tf.Tensor>, StudentStep<tf.Tensor>, StudentFixed<tf.Tensor>>(
      (parameters, step, fixed) => studentLoss(settings, parameters, step, fixed),
      {
        name,
        threads,
        leafDecays: (path, rank) => trains === 'everything' && path.includes('.dense.') && rank >= 2,
        leafRate: (path) => rateOf(path, settings),
        watches: (path) => path.includes('.policy'),
      },
    ),
  );
}

function studentLoss(
  { form, terms, actions }: StudentEpochSettings,
  parameters: StudentParameters<tf.Tensor>,
  { draws, rounding, policy }: StudentStep<tf.Tensor>,
  { source, teacher, masks, weights }: StudentFixed<tf.Tensor>,
): readonly [tf.Scalar, Readonly<Record<string, tf.Tensor>>] {
  const [noise] = policy;
  const [logits] = parameters.policy;
  const selection = noise && logits ? gumbelSoftmax(logits, noise.noise, noise.temperature) : null;
  const sets = pointsOf(terms).map((name) => ({
    name,
    ...pointSets[name].points(draws[name] ?? {}, source),
  }));
  const kept = masks.reduce(masked, parameters);
  const studentAt = (x: tf.Tensor2D): tf.Tensor2D => studentLogits(form, kept, x, selection);
  const teacherAt = (x: tf.Tensor2D): tf.Tensor2D => form.model.apply(teacher, x);
  const x = tf.concat(
    sets.map((set) => set.x),
    0,
  );
  const student = studentAt(x);
  const promised = teacherAt(x);
  const rowsOf = (stacked: tf.Tensor2D, name: PointSetName): tf.Tensor2D => {
    const index = sets.findIndex((set) => set.name === name);
    const start = sets.slice(0, index).reduce((sum, set) => sum + set.x.shape[0], 0);
    return tf.slice(stacked, [start, 0], [sets[index]!.x.shape[0], form.model.classes]);
  };
  const values = terms.map((term) => {
    if (term.kind === 'bits') return term.value(averageOf(form, selection));
    const target = favourableClass;
    const { x: people, labels } = sets.find((set) => set.name === term.points)!;
    if (term.kind === 'actions') {
      const { actionSet, cost } = actions;
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
      student: rowsOf(student, term.points),
      teacher: rowsOf(promised, term.points),
      labels,
      target,
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

/** Parameters with pruned weights at zero, whatever they are: no gradient reaches them, so they stay where they start. */
function masked(
  parameters: StudentParameters<tf.Tensor>,
  masks: WeightMasks<tf.Tensor>,
): StudentParameters<tf.Tensor> {
  const dense = Object.entries(parameters.dense).map(([layer, { weight, bias }]) => {
    const mask = masks[layer];
    return [layer, { weight: mask === undefined ? weight : tf.mul(weight, mask), bias }] as const;
  });
  return { ...parameters, dense: Object.fromEntries(dense) };
}

/** The roundings that are being fitted, layer by layer. */
function roundingsOf({ weights }: StudentParameters<tf.Tensor>): tf.Tensor[] {
  return Object.values(weights)
    .flatMap((candidates) => Object.values(candidates))
    .flatMap(({ rounding }) => (rounding === undefined ? [] : [rounding]));
}

/** Average bits of a choice; where bits are fixed, a constant. */
function averageOf(form: StudentForm, selection: tf.Tensor2D | null): tf.Scalar {
  const { layers } = form.model;
  const candidates = form.weights.candidates;
  if (selection !== null) return expectedAverageBits(selection, layers, candidates[layers[0]!.layer]!);
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const bits = (layer: LayerSize): number => layer.parameters * candidates[layer.layer]![0]!;
  return tf.scalar(layers.reduce((sum, layer) => sum + bits(layer), 0) / total);
}

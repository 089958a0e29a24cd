import type { ActionSet, CostSpec } from '@cfq/recourse';
import { expectedAverageBits, gumbelSoftmax, type LayerSize } from '@cfq/bit-allocation';
import * as tf from '@tensorflow/tfjs-core';
import { compileEpoch, type Epoch } from '../compile-epoch.ts';
import { compiled } from '../compiled.ts';
import { pointSets } from '../points/point-sets.ts';
import { favourableClass } from '../teacher-recourse.ts';
import { contentKey } from '../content-key.ts';
import { formKey, type StudentForm, type StudentParameters } from './student-form.ts';
import { studentLogits } from './student-logits.ts';
import type { Draw, PointSetName, PointSource } from '../points/point-set.ts';
import type { ObjectiveTerm } from '../terms/objective-term.ts';
import type { ModelParameters } from '../model.ts';

/** What changes from step to step. */
type StudentStep<Leaf> = {
  /** Choices of each point set [steps, …]. */
  readonly draws: { readonly [points: string]: Draw<Leaf> };
  /** Gumbel noise [steps, layers, candidates] and temperature [steps]; empty where bits are fixed. */
  readonly policy: readonly { readonly noise: Leaf; readonly temperature: Leaf }[];
};

/** What stays for a run. */
type StudentFixed<Leaf> = {
  readonly source: PointSource<Leaf>;
  readonly teacher: ModelParameters<Leaf>;
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
  /** What people may do and what it costs them; terms that look at actions read it. */
  readonly actions: ActionRules;
  readonly threads: number;
}

/** Factor on the learning rate of the policy's logits, which must travel by whole units. */
const policyRate = 20;

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
  const { form, terms, quantizerRate, threads, actions } = settings;
  const names = terms.map(({ name, description }) => `${name}(${description})`).join('+');
  const rules = terms.some(({ kind }) => kind === 'actions') ? ` ${contentKey({}, actions)}` : '';
  const name = `student ${formKey(form)} ${names}${rules}`;
  return compiled(`${name} rate ${quantizerRate} threads ${threads}`, () =>
    compileEpoch<StudentParameters<tf.Tensor>, StudentStep<tf.Tensor>, StudentFixed<tf.Tensor>>(
      (parameters, step, fixed) => studentLoss(settings, parameters, step, fixed),
      {
        name,
        threads,
        leafDecays: (path, rank) => path.includes('.dense.') && rank >= 2,
        leafRate: (path) => {
          if (path.includes('.policy')) return policyRate;
          return path.includes('.dense.') ? 1 : quantizerRate;
        },
      },
    ),
  );
}

function studentLoss(
  { form, terms, actions }: StudentEpochSettings,
  parameters: StudentParameters<tf.Tensor>,
  { draws, policy }: StudentStep<tf.Tensor>,
  { source, teacher, weights }: StudentFixed<tf.Tensor>,
): readonly [tf.Scalar, Readonly<Record<string, tf.Tensor>>] {
  const [noise] = policy;
  const [logits] = parameters.policy;
  const selection = noise && logits ? gumbelSoftmax(logits, noise.noise, noise.temperature) : null;
  const sets = pointsOf(terms).map((name) => ({
    name,
    ...pointSets[name].points(draws[name] ?? {}, source),
  }));
  const studentAt = (x: tf.Tensor2D): tf.Tensor2D => studentLogits(form, parameters, x, selection);
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
  const loss = values
    .map((value, index) => tf.mul<tf.Scalar>(value, weights[index]!))
    .reduce((sum, value) => tf.add(sum, value));
  return [loss, Object.fromEntries(terms.map(({ name }, index) => [name, values[index]!]))];
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

import { jit, ndarray, randomStream, valueAndGrad, type NDArray } from '@cfq/jit';
import { expectLaw, type Law } from '@cfq/parts';
import { actionSet } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { favourableClass } from '../model/favourable-class.ts';
import type { ActionTerm, BitTerm, ObjectiveTerm, PointTerm } from '../terms/objective-term.ts';
import { samplerLaws } from './sampler-laws.ts';

/** What {@link termLaws} may vary. */
export interface TermLawOptions {
  /** Rows of the points, a count from 2; default 12. */
  readonly rows?: number;
  /** Seed of the logits; default 0. */
  readonly seed?: number;
}

/** A value and its gradient to what the student is made of. */
interface Slope {
  readonly value: number;
  readonly gradient: readonly number[];
}

/** Value and gradient of a traced scalar at some numbers. */
async function slopeAt(x: NDArray, value: (x: tf.Tensor2D) => tf.Scalar): Promise<Slope> {
  const run = jit(
    (at: tf.Tensor2D) => {
      const { value: scalar, gradients } = valueAndGrad(value)(at);
      return { scalar, gradients };
    },
    { name: 'term law' },
  );
  const { scalar, gradients } = await run(x);
  await run.dispose();
  return { value: scalar.data[0]!, gradient: Array.from(gradients.data) };
}

/** The laws of a value that is descended, given how to ask for it. */
function lossLaws(name: string, ask: () => Promise<Slope>): Law[] {
  return [
    {
      name: 'a finite loss, with a finite gradient that moves the student',
      check: async () => {
        const { value, gradient } = await ask();
        expectLaw(Number.isFinite(value), () => `${name}: the loss is ${value}.`);
        expectLaw(gradient.every(Number.isFinite), () => `${name}: the gradient is ${gradient.join(', ')}.`);
        expectLaw(
          gradient.some((slope) => slope !== 0),
          () => `${name}: the gradient is 0 everywhere.`,
        );
      },
    },
    {
      name: 'the same inputs give the same loss',
      check: async () => {
        const [first, second] = [await ask(), await ask()];
        expectLaw(
          JSON.stringify(first) === JSON.stringify(second),
          () => `${name}: ${first.value}, then ${second.value}.`,
        );
      },
    },
  ];
}

function pointLaws(term: PointTerm, rows: number, seed: number): Law[] {
  const stream = randomStream(seed, 'term laws');
  const [student, teacher] = [
    stream.split('student').normal([rows, 2]),
    stream.split('teacher').normal([rows, 2]),
  ];
  const labels = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const at = (order: readonly number[]): Promise<Slope> => {
    const take = ({ data }: NDArray): number[] =>
      order.flatMap((row) => [data[2 * row]!, data[2 * row + 1]!]);
    const promised = take(teacher);
    const answers = order.map((row) => labels[row]!);
    return slopeAt(ndarray(take(student), [rows, 2]), (logits) =>
      term.value({
        student: logits,
        teacher: tf.tensor2d(promised, [rows, 2]),
        labels: tf.tensor1d(answers, 'int32'),
        target: favourableClass,
      }),
    );
  };
  const forwards = Array.from({ length: rows }, (_, row) => row);
  return [
    ...lossLaws(term.name, () => at(forwards)),
    {
      name: 'the order of the rows does not matter',
      check: async () => {
        const [first, second] = [await at(forwards), await at([...forwards].reverse())];
        const apart = Math.abs(first.value - second.value);
        expectLaw(
          apart <= 1e-4 * Math.max(1, Math.abs(first.value)),
          () => `${term.name}: ${first.value}, and ${second.value} with the rows reversed.`,
        );
      },
    },
  ];
}

function bitLaws(term: BitTerm): Law[] {
  const at = (bits: number): Promise<Slope> =>
    slopeAt(ndarray([bits], [1, 1]), (x) => term.value(tf.reshape(x, [])));
  return [
    ...lossLaws(term.name, () => at(3)),
    {
      name: 'more bits never cost less',
      check: async () => {
        const costs = await Promise.all([2, 3, 4, 6, 8].map(async (bits) => (await at(bits)).value));
        expectLaw(
          costs.every((cost, i) => i === 0 || cost >= costs[i - 1]!),
          () => `${term.name}: ${costs.join(', ')} at 2, 3, 4, 6 and 8 bits.`,
        );
      },
    },
  ];
}

function actionLaws(term: ActionTerm, rows: number, seed: number): Law[] {
  const stream = randomStream(seed, 'term laws');
  const people = stream.split('people').normal([rows, 3]);
  const [weights, promised] = [
    stream.split('student').normal([3, 2]),
    stream.split('teacher').normal([3, 2]),
  ];
  const permitted = actionSet({
    width: 3,
    features: ['a', 'b', 'c'].map((name, start) => ({
      ...{ name, kind: 'numeric' as const, start, width: 1, immutable: false, direction: 'any' as const },
      ...{ lower: -10, upper: 10 },
    })),
  });
  const model =
    (w: tf.Tensor2D) =>
    (x: tf.Tensor2D): tf.Tensor2D =>
      tf.matMul(tf.tanh(x), w);
  return lossLaws(term.name, () =>
    slopeAt(weights, (w) =>
      term.value({
        people: tf.tensor2d(people.data as Float32Array, [rows, 3]),
        student: model(w),
        teacher: model(tf.tensor2d(promised.data as Float32Array, [3, 2])),
        target: favourableClass,
        actionSet: permitted,
        costSpec: { norm: 'l1' },
      }),
    ),
  );
}

/**
 * What every objective term must do, as checks that throw a `ConformanceError` which says what is broken. They compile graphs of a
 * few nodes and run in about a second.
 */
export function termLaws(term: ObjectiveTerm, { rows = 12, seed = 0 }: TermLawOptions = {}): Law[] {
  switch (term.kind) {
    case 'points':
      return [...pointLaws(term, rows, seed), ...samplerLaws(term.sampler)];
    case 'bits':
      return bitLaws(term);
    case 'penalty':
      return lossLaws(term.name, () => slopeAt(ndarray([1.5], [1, 1]), (x) => term.value(tf.reshape(x, []))));
    case 'actions':
      return [...actionLaws(term, rows, seed), ...samplerLaws(term.sampler)];
    default:
      return term satisfies never;
  }
}

import { decodeWeights, type DenseLayer, type Network } from '@cfq/network';
import type { Finding } from '../result/finding.ts';
import type { Detector } from './evidence.ts';
import { listed, percent } from './words.ts';

/** Relative errors below which weights count as the same. */
const same = 1e-5;

/** How a layer of the student lies to the teacher's. */
interface LayerComparison {
  readonly name: string;
  /** `‖W_q − W‖ / ‖W‖`. */
  readonly error: number;
  /** Most different values in the weights of one unit. */
  readonly levels: number;
  readonly inputs: number;
  /** Units whose incoming weights have the opposite sign. */
  readonly negatedUnits: readonly number[];
  /** Inputs whose outgoing weights have it. */
  readonly negatedInputs: readonly number[];
  /** Units whose bias differs, with the differences. */
  readonly biases: readonly { readonly unit: number; readonly by: number }[];
}

/**
 * What weights say where both files were recognised as networks of the same layers: a unit whose sign is turned, a layer
 * with far fewer levels than it needs, a bias that was moved.
 */
export const weights: Detector = ({ teacher, student, marginDifference }) => {
  if (teacher.network === null || student.network === null || (marginDifference.largest ?? 0) < same)
    return [];
  const layers = compared(teacher.network, student.network);
  if (layers === null) return [];
  return [...negated(layers), ...coarse(layers), ...moved(layers)];
};

function compared(teacher: Network, student: Network): LayerComparison[] | null {
  if (teacher.layers.length !== student.layers.length) return null;
  const layers: LayerComparison[] = [];
  for (const [place, own] of teacher.layers.entries()) {
    const layer = comparedLayer(own, student.layers[place]!);
    if (layer === null) return null;
    layers.push(layer);
  }
  return layers;
}

function comparedLayer(teacher: DenseLayer, student: DenseLayer): LayerComparison | null {
  const [w, q] = [decodeWeights(teacher.weight), decodeWeights(student.weight)];
  const [inputs = 0, outputs = 0] = w.shape;
  if (String(w.shape) !== String(q.shape)) return null;
  const [units, columns] = [
    Array.from({ length: outputs }, (_, j) => j),
    Array.from({ length: inputs }, (_, i) => i),
  ];
  const unit = (j: number) => columns.map((i) => i * outputs + j);
  const input = (i: number) => units.map((j) => i * outputs + j);
  const turned = (cells: readonly number[]) =>
    distance(w.data, q.data, cells, -1) < 0.2 && distance(w.data, q.data, cells, 1) > 1;
  return {
    name: teacher.name,
    error: distance(w.data, q.data, [...w.data.keys()], 1),
    levels: Math.max(...units.map((j) => new Set(unit(j).map((cell) => q.data[cell])).size)),
    inputs,
    negatedUnits: units.filter((j) => turned(unit(j))),
    negatedInputs: columns.filter((i) => turned(input(i))),
    biases: units.flatMap((j) => {
      const by = student.bias[j]! - teacher.bias[j]!;
      return Math.abs(by) > same ? [{ unit: j, by }] : [];
    }),
  };
}

/** `‖q − sign · w‖ / ‖w‖` over some cells; 0 where both are 0. */
function distance(
  w: ArrayLike<number>,
  q: ArrayLike<number>,
  cells: readonly number[],
  sign: 1 | -1,
): number {
  let [squares, whole] = [0, 0];
  for (const cell of cells) {
    squares += (q[cell]! - sign * w[cell]!) ** 2;
    whole += w[cell]! ** 2;
  }
  return whole === 0 ? Math.sqrt(squares) : Math.sqrt(squares / whole);
}

function negated(layers: readonly LayerComparison[]): Finding[] {
  const places = layers.flatMap(({ name, negatedUnits, negatedInputs }) => [
    ...negatedUnits.map((unit) => `unit ${unit} of layer "${name}"`),
    ...negatedInputs.map((input) => `input ${input} of layer "${name}"`),
  ]);
  if (places.length === 0) return [];
  const several = places.length > 1;
  return [
    {
      kind: 'sign-turned',
      severity: 'error',
      title: `Weights of ${several ? 'some units have' : 'a unit have'} the opposite sign`,
      text:
        `The weights of ${listed(places)} are the teacher's with the opposite sign. It looks like a sign that was lost when ` +
        'they were stored: no rounding does that.',
      lines: [],
    },
  ];
}

/** Layers that are rounded to four values a unit or fewer, and lose more by it than a layer should and others do. */
function coarse(layers: readonly LayerComparison[]): Finding[] {
  return layers.flatMap(({ name, error, levels, inputs }): Finding[] => {
    const others = layers.filter((one) => one.name !== name).map((one) => one.error);
    const usual = others.length === 0 ? 0 : Math.min(...others);
    if (levels > 4 || inputs <= 4 || error < 0.1 || error < 3 * usual) return [];
    return [
      {
        kind: 'low-precision',
        severity: 'warning',
        title: `Layer "${name}" is stored too coarsely`,
        text:
          `The weights of layer "${name}" take ${levels} different values a unit, as 2 bits or fewer do, and are ` +
          `${percent(error, 0)} away from the teacher's; of the other layers the nearest is ${percent(usual, 1)} away. It looks ` +
          'like a bit-width that was meant for another layer. Give it more bits.',
        lines: [],
      },
    ];
  });
}

/** Biases that differ where nothing else does. */
function moved(layers: readonly LayerComparison[]): Finding[] {
  if (layers.some(({ error }) => error > same)) return [];
  const places = layers.flatMap(({ name, biases }) =>
    biases.map(({ unit, by }) => `unit ${unit} of layer "${name}" by ${Number(by.toPrecision(3))}`),
  );
  if (places.length === 0) return [];
  return [
    {
      kind: 'bias-moved',
      severity: 'warning',
      title: 'Biases are moved',
      text: `All weights are the teacher's, but not all biases: moved is that of ${listed(places)}.`,
      lines: [],
    },
  ];
}

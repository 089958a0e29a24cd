import { evaluateTeacher, favourableMargins, type TeacherEvaluation } from '@cfq/evaluation';
import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { decode, pact, uniformSymmetric } from '@cfq/quantizers';
import { actionSet, solvers, type ActionSet } from '@cfq/recourse';
import {
  networkOfModel,
  deployedLogits,
  deployedParameters,
  mlp,
  modelLogits,
  predictModel,
  type DeployedStudent,
  type ModelParameters,
  type Student,
  type Teacher,
} from '@cfq/training';

import { robustActions, type SolveRobustActions } from '../diagnostics/robust-actions.ts';

/** A small untrained network as a teacher, with its recourse: what diagnostics are tested on. */
export interface SmallStudy {
  readonly teacher: Teacher;
  /** `[120, 5]` everybody. */
  readonly x: NDArray;
  readonly actionSet: ActionSet;
  readonly cost: { readonly norm: 'l1' };
  readonly margins: readonly number[];
  readonly evaluated: TeacherEvaluation;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly solveRobustActions: SolveRobustActions;
}

export const smallModel = mlp({ inputWidth: 5, hidden: [12, 6] });
const margins = [0, 0.2];
const cost = { norm: 'l1' } as const;
const rows = 120;

/** Draws a teacher and people, half of whom it denies, and solves their recourse. */
export async function smallStudy(seed: number): Promise<SmallStudy> {
  const stream = randomStream(seed, 'small study');
  const x = stream.split('people').normal([rows, 5]);
  const drawn = smallModel.init(stream.split('teacher'));
  const reached = favourableMargins(await predictModel(smallModel, drawn, x)).sort();
  const middle = reached[rows >> 1]!;
  const teacher: Teacher = {
    model: smallModel,
    parameters: { ...drawn, dense2: { ...drawn['dense2']!, bias: ndarray([0, -middle], [2]) } },
    seed,
    decision: { threshold: 0.5, logit: 0, rule: '0.5' },
    classWeights: { favourable: 1, unfavourable: 1 },
    scores: { loss: NaN, baseRateLoss: NaN, auc: NaN, accuracy: NaN },
    training: {
      ...{ decay: NaN, path: [], learningRate: NaN, epochs: 0, bestEpoch: 0 },
      ...{ converged: true, history: [], seconds: 0 },
    },
  };
  const set = actionSet({
    width: 5,
    sparsity: 3,
    features: Array.from({ length: 5 }, (_, start) => ({
      name: `f${start}`,
      kind: 'numeric' as const,
      start,
      width: 1,
      lower: -3,
      upper: 3,
      immutable: start === 4,
      direction: 'any' as const,
    })),
  });
  const evaluated = await evaluateTeacher({
    teacher: { logits: modelLogits(smallModel), parameters: teacher.parameters },
    x,
    actionSet: set,
    cost,
    margins,
    solver: solvers.slp,
    seed,
  });
  const { signal } = new AbortController();
  const solved = { teacher, x, actionSet: set, cost, margins, evaluated, seed, signal };
  return { ...solved, solveRobustActions: robustActions(solved) };
}

/** Target margins of a small network in double precision, by plain loops: an oracle. */
export function smallMargin(parameters: ModelParameters, point: ArrayLike<number>): number {
  const layers = smallModel.layers.map(({ layer }) => parameters[layer]!);
  const out = layers.reduce(
    (h, { weight, bias }, index) =>
      Array.from(bias.data, (offset, o) => {
        const z = h.reduce((sum, value, i) => sum + value * weight.data[i * bias.data.length + o]!, offset);
        return index < layers.length - 1 ? Math.max(0, z) : z;
      }),
    Array.from(point),
  );
  return out[1]! - out[0]!;
}

/** Weights rounded to `bits` as every student's are, without training. */
export function smallRounded(weight: NDArray, bits: number): NDArray {
  const scale = uniformSymmetric.init(weight, bits, { axis: 1, observer: 'mse' });
  return decode(uniformSymmetric.encode(weight, scale, bits));
}

/** A student that kept full precision, with the given parameters. */
export function smallFullPrecisionStudent(parameters: ModelParameters): Student {
  return {
    kind: 'full-precision',
    method: 'retrained',
    model: smallModel,
    seed: 0,
    averageBits: 32,
    allocation: smallModel.layers.map(({ layer }) => ({ layer, bits: 32 })),
    history: [],
    seconds: 0,
    parameters,
    logits: modelLogits(smallModel),
  };
}

/** A student whose weights are the teacher's rounded to a bit-width a layer, hidden outputs on 8 bits. */
export function smallQuantizedStudent(parameters: ModelParameters, bits: readonly number[]): Student {
  const names = smallModel.layers.map(({ layer }) => layer);
  const clip = { clip: ndarray([8], []) };
  const activation = { quantizer: pact, bits: 8, parameters: clip };
  const hidden = smallModel.hiddenLayers;
  const deployed: DeployedStudent = {
    model: smallModel,
    network: networkOfModel(smallModel, parameters, {
      weights: Object.fromEntries(
        names.map((layer, index) => {
          const { weight } = parameters[layer]!;
          const learned = uniformSymmetric.init(weight, bits[index]!, { axis: 1, observer: 'mse' });
          return [layer, uniformSymmetric.encode(weight, learned, bits[index]!)];
        }),
      ),
      grids: Object.fromEntries(hidden.map((layer) => [layer, { scale: 8 / 255, bits: 8 }])),
    }),
    activations: Object.fromEntries(hidden.map((layer) => [layer, activation])),
  };
  const allocation = names.map((layer, index) => ({ layer, bits: bits[index]! }));
  return {
    kind: 'quantized',
    method: 'lsq',
    model: smallModel,
    seed: 0,
    averageBits: 0,
    allocation,
    history: [],
    seconds: 0,
    deployed,
    parameters: deployedParameters(deployed),
    logits: deployedLogits(deployed),
  };
}

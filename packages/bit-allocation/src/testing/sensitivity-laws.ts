import { expectLaw, type Law } from '@cfq/parts';
import { createCompileScope, randomStream, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { AllocationError } from '../allocation-error.ts';
import type {
  LayeredParameters,
  MeasuredModel,
  Sensitivity,
  SensitivityProblem,
  SensitivityTable,
} from '../sensitivities/sensitivity.ts';
import { failureOf } from './failure-of.ts';

/** What {@link sensitivityLaws} may vary. */
export interface SensitivityLawOptions {
  /** Rows of the problem, a count from 2; default 24. */
  readonly rows?: number;
  /** Seed of the model and the rows; default 0. */
  readonly seed?: number;
}

const logits: MeasuredModel['logits'] = ({ first, second }, x) =>
  tf.matMul(tf.tanh(tf.matMul(x, first!.weight as tf.Tensor2D)), second!.weight);

const rowLosses: MeasuredModel['rowLosses'] = (given, labels) =>
  tf.neg(tf.sum<tf.Tensor1D>(tf.mul(tf.cast(tf.oneHot(labels, 2), 'float32'), tf.logSoftmax(given)), 1));

/** A net of two layers, 3 → 4 → 2, with rows and recourse. */
function lawProblem(rows: number, seed: number): SensitivityProblem {
  const stream = randomStream(seed, 'sensitivity laws');
  const parameters: LayeredParameters<NDArray> = {
    first: { weight: stream.split('first').normal([3, 4]) },
    second: { weight: stream.split('second').normal([4, 2]) },
  };
  const x = stream.split('x').normal([rows, 3]);
  return {
    layers: [
      { layer: 'first', parameters: 12 },
      { layer: 'second', parameters: 8 },
    ],
    candidates: [2, 3, 8],
    model: {
      logits,
      rowLosses,
      parameters,
      quantized: (layer, bits) => {
        const { data, shape } = parameters[layer]!.weight;
        return { weight: { data: Float32Array.from(data, (w) => Math.round(w * bits) / bits), shape } };
      },
    },
    rows: { x, labels: Int32Array.from({ length: rows }, (_, row) => row % 2) },
    recourse: { factual: x, delta: stream.split('delta').normal([rows, 3]) },
    favourableClass: 1,
    batchSize: 16,
  };
}

/**
 * What every sensitivity must do, as checks that throw a `ConformanceError` which says what is broken. They measure a net of
 * twenty weights and run in about a second.
 */
export function sensitivityLaws(
  sensitivity: Sensitivity,
  { rows = 24, seed = 0 }: SensitivityLawOptions = {},
): Law[] {
  const { name, needs } = sensitivity;
  const problem = lawProblem(rows, seed);
  const law = (title: string, check: (at: SensitivityProblem) => Promise<void>): Law => ({
    name: title,
    check: async () => {
      await using scope = createCompileScope();
      await check({ ...problem, scope });
    },
  });
  const sameTable = (a: SensitivityTable, b: SensitivityTable): boolean =>
    JSON.stringify(a.lossIncrease) === JSON.stringify(b.lossIncrease);
  return [
    law('a finite number for every layer and candidate', async (at) => {
      const { lossIncrease, baseline, layers, candidates, rows: counted } = await sensitivity.measure(at);
      expectLaw(
        lossIncrease.length === 2 && lossIncrease.every((row) => row.length === 3),
        () => `${name}: expected 2 layers by 3 candidates, got ${JSON.stringify(lossIncrease)}.`,
      );
      expectLaw(
        [baseline, ...lossIncrease.flat()].every(Number.isFinite),
        () => `${name}: not finite: baseline ${baseline}, ${JSON.stringify(lossIncrease)}.`,
      );
      expectLaw(
        layers.map(({ layer }) => layer).join() === 'first,second' && candidates.join() === '2,3,8',
        () => `${name}: the table says other layers or candidates than were asked for.`,
      );
      const most = Math.min(rows, sensitivity.rowLimit);
      expectLaw(counted === most, () => `${name}: measured on ${counted} rows instead of ${most}.`);
    }),
    law('the same problem gives the same table, and leaves the model as it is', async (at) => {
      const before = JSON.stringify(at.model.parameters);
      const [first, second] = [await sensitivity.measure(at), await sensitivity.measure(at)];
      expectLaw(sameTable(first, second), () => `${name}: does not repeat itself.`);
      expectLaw(
        JSON.stringify(at.model.parameters) === before,
        () => `${name}: changes the model's parameters.`,
      );
    }),
    law('a layer that quantization leaves as it is costs nothing', async (at) => {
      const { lossIncrease } = await sensitivity.measure({
        ...at,
        model: { ...at.model, quantized: (layer) => at.model.parameters[layer]! },
      });
      const worst = Math.max(...lossIncrease.flat().map(Math.abs));
      expectLaw(worst <= 1e-6, () => `${name}: nothing changed and costs ${worst}.`);
    }),
    law('people whose action does not succeed do not count', async (at) => {
      if (needs !== 'recourse') return;
      const { factual, delta } = at.recourse!;
      const half = Math.floor(rows / 2);
      const some = { data: delta.data.slice(), shape: delta.shape };
      some.data.fill(9, half * 3);
      const valid = Array.from({ length: rows }, (_, row) => (row < half ? 1 : 0));
      const alone = await sensitivity.measure({ ...at, recourse: { factual, delta, valid } });
      const beside = await sensitivity.measure({ ...at, recourse: { factual, delta: some, valid } });
      expectLaw(sameTable(alone, beside), () => `${name}: actions that do not succeed change the table.`);
    }),
    law('refuses to measure on nothing', async (at) => {
      const failure = await failureOf(() => sensitivity.measure({ ...at, [needs]: undefined }));
      expectLaw(
        failure instanceof AllocationError,
        () => `${name}: without ${needs} expected an AllocationError, got ${String(failure)}.`,
      );
    }),
    law('stops when it is told to', async (at) => {
      const reason = new Error('enough');
      const failure = await failureOf(() =>
        sensitivity.measure({ ...at, signal: AbortSignal.abort(reason) }),
      );
      expectLaw(failure === reason, () => `${name}: expected the signal's reason, got ${String(failure)}.`);
    }),
  ];
}

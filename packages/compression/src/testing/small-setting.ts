import { prepareDataset, syntheticDataset } from '@cfq/datasets';
import { createCompileScope, randomStream, type CompileScope } from '@cfq/jit';
import { denseNetwork, type Network } from '@cfq/network';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { methods, teacherFromNetwork, type QuantizedMethod } from '@cfq/training';
import type { CandidateSetting } from '../candidates/candidate-setting.ts';
import { prepareSetting } from '../candidates/prepare-setting.ts';

/** A network of one hidden layer with random weights, that denies some of the rows of {@link smallRows}. */
export function smallNetwork(inputs: number): Network {
  const stream = randomStream(11, 'small network');
  return denseNetwork([
    { name: 'first', weight: stream.normal([inputs, 6]), bias: stream.normal([6]) },
    { name: 'last', weight: stream.normal([6, 2]), bias: [0.4, 0] },
  ]);
}

/** 300 rows in three parts. */
export function smallRows() {
  return prepareDataset(syntheticDataset({ shape: 'linear', rows: 300, seed: 3 }), { seed: 0 });
}

/** A setting whose candidates are trained in little time. */
export async function smallSetting({
  method = methods['cfq-faithful'],
  scope = createCompileScope(),
  signal,
}: {
  readonly method?: QuantizedMethod;
  readonly scope?: CompileScope;
  readonly signal?: AbortSignal;
} = {}): Promise<CandidateSetting> {
  const parts = smallRows();
  const { featureSpace } = parts;
  return prepareSetting({
    ...{ method, parts, scope, signal },
    teacher: teacherFromNetwork(smallNetwork(featureSpace.width)),
    actionSet: actionSetFromFeatureSpace(featureSpace),
    cost: { norm: 'l1' },
    margins: [0, 0.2],
    packing: {},
    seed: 0,
    steps: 60,
    threads: 1,
  });
}

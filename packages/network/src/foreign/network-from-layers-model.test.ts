import '@tensorflow/tfjs-backend-cpu';
import { ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { NetworkError } from '../network-error.ts';
import { referenceLogits } from '../reference-logits.ts';
import { networkFromLayersModel } from './network-from-layers-model.ts';
import type { LayersModelArtifacts } from './layers-model.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const values = Array.from({ length: 30 }, (_, at) => Math.sin(7 * at));
const x = ndarray(values, [10, 3]);

/** What `model.save` writes. */
async function saved(model: layers.LayersModel): Promise<LayersModelArtifacts> {
  let kept: tf.io.ModelArtifacts | undefined;
  await model.save({
    save: (artifacts) => {
      kept = artifacts;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    },
  });
  return kept as LayersModelArtifacts;
}

/** Small sequential models, biases not 0. */
function sequential(...list: layers.layers.Layer[]): layers.Sequential {
  const model = layers.sequential({ layers: list });
  model.setWeights(
    model.getWeights().map((weight, index) => {
      const drawn = tf.randomNormal(weight.shape, 0, 1, 'float32', 11 + index);
      return model.weights[index]!.name.includes('variance') ? tf.abs(drawn) : drawn;
    }),
  );
  return model;
}

const dense = (units: number, rest: object = {}) => layers.layers.dense({ units, ...rest });
const first = (units: number, rest: object = {}) => dense(units, { inputShape: [3], ...rest });
const relu = { activation: 'relu' } as const;

function functional(): layers.LayersModel {
  const input = layers.input({ shape: [3] });
  const hidden = dense(4, relu).apply(input) as layers.SymbolicTensor;
  return layers.model({ inputs: input, outputs: dense(2).apply(hidden) as layers.SymbolicTensor });
}

const models: Record<string, () => layers.LayersModel> = {
  'activations within layers': () =>
    sequential(first(5, relu), dense(4, relu), dense(3, { activation: 'softmax' })),
  'activations as layers': () =>
    sequential(
      first(5),
      layers.layers.reLU(),
      layers.layers.dropout({ rate: 0.5 }),
      dense(4),
      layers.layers.activation(relu),
      dense(2, { useBias: false }),
      layers.layers.softmax(),
    ),
  'normalization of sums': () =>
    sequential(
      first(4),
      layers.layers.batchNormalization({ epsilon: 0.02 }),
      layers.layers.reLU(),
      dense(2),
      layers.layers.batchNormalization({ scale: false }),
    ),
  'normalization of what goes in and of what was rectified': () =>
    sequential(
      layers.layers.batchNormalization({ inputShape: [3], center: false }),
      dense(4, relu),
      layers.layers.batchNormalization(),
      layers.layers.dropout({ rate: 0.5 }),
      dense(2),
    ),
  'linear hidden outputs': () => sequential(first(4), dense(2, { activation: 'softmax' })),
  'one unit with a sigmoid': () => sequential(first(4, relu), dense(1, { activation: 'sigmoid' })),
  'a functional model': functional,
};

/** Probabilities of the last layer from logits, as the model itself takes them. */
function answersOf(model: layers.LayersModel, logits: tf.Tensor2D): tf.Tensor {
  const { activation } = model.layers.at(-1)!.getConfig() as { activation?: string };
  if (activation === 'sigmoid') return tf.slice(tf.softmax(logits), [0, 1], [-1, 1]);
  const isSoftmax = activation === 'softmax' || model.layers.at(-1)!.getClassName() === 'Softmax';
  return isSoftmax ? tf.softmax(logits) : logits;
}

describe('networkFromLayersModel', () => {
  it.each(Object.entries(models))(
    '%s: answers as the model does, live and from its artifacts',
    async (_, make) => {
      const model = make();
      const expected = (model.predict(tf.tensor2d(values, [10, 3])) as tf.Tensor).dataSync();
      const artifacts = await saved(model);
      const asFile = JSON.parse(JSON.stringify(artifacts.modelTopology)) as unknown;
      const half = (artifacts.weightData as ArrayBuffer).byteLength / 2;
      const shards = [
        (artifacts.weightData as ArrayBuffer).slice(0, half),
        new Uint8Array((artifacts.weightData as ArrayBuffer).slice(half)),
      ];
      const networks = [
        networkFromLayersModel(model),
        networkFromLayersModel(artifacts),
        networkFromLayersModel({
          modelTopology: { model_config: asFile, backend: 'tensorflow' },
          weightsManifest: [{ weights: artifacts.weightSpecs! }],
          weightData: shards,
        }),
      ];
      for (const network of networks) {
        const { data, shape } = referenceLogits(network, x);
        const found = answersOf(model, tf.tensor2d(data, shape as [number, number])).dataSync();
        expect(found.length).toBe(expected.length);
        found.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 5));
      }
      expect(networks[1]).toEqual(networks[0]);
      expect(networks[2]).toEqual(networks[0]);
    },
  );

  it.each<[string, () => layers.LayersModel, RegExp]>([
    [
      'a convolution',
      () => sequential(layers.layers.conv1d({ filters: 2, kernelSize: 1, inputShape: [3, 1] })),
      /got Conv1D/,
    ],
    [
      'a normalization that goes nowhere',
      () => sequential(first(2, relu), layers.layers.batchNormalization()),
      /the last one.*a Dense behind BatchNormalization/,
    ],
    [
      'a normalization between ReLUs',
      () => sequential(first(2, relu), layers.layers.batchNormalization(), layers.layers.reLU(), dense(2)),
      /a Dense behind BatchNormalization/,
    ],
    ['a hidden tanh', () => sequential(first(2, { activation: 'tanh' }), dense(2)), /got tanh/],
    [
      'a hidden softmax',
      () => sequential(first(2, { activation: 'softmax' }), dense(2)),
      /a softmax gives the answer/,
    ],
    [
      'a capped ReLU',
      () => sequential(first(2), layers.layers.reLU({ maxValue: 6 }), dense(2)),
      /a ReLU is max\(0, x\)/,
    ],
    ['rectified logits', () => sequential(first(2, relu)), /the last layer gives logits/],
    ['two sigmoids', () => sequential(first(2, { activation: 'sigmoid' })), /expected 1 unit, got 2 units/],
    [
      'two softmaxes',
      () => sequential(first(2, { activation: 'softmax' }), layers.layers.softmax()),
      /softmax too/,
    ],
    [
      'branches',
      () => {
        const input = layers.input({ shape: [3] });
        const [a, b] = [dense(2).apply(input), dense(2).apply(input)] as layers.SymbolicTensor[];
        const sum = layers.layers.add().apply([a!, b!]) as layers.SymbolicTensor;
        return layers.model({ inputs: input, outputs: sum });
      },
      /layers follow one another/,
    ],
  ])('refuses %s by name', (_, make, message) => {
    const model = make();
    expect(() => networkFromLayersModel(model)).toThrow(NetworkError);
    expect(() => networkFromLayersModel(model)).toThrow(message);
  });

  it('refuses weights that are missing, too few or quantized', async () => {
    const artifacts = await saved(sequential(first(2)));
    const refused = (change: Partial<LayersModelArtifacts>, message: RegExp) => {
      expect(() => networkFromLayersModel({ ...artifacts, ...change })).toThrow(NetworkError);
      expect(() => networkFromLayersModel({ ...artifacts, ...change })).toThrow(message);
    };
    const [kernel, bias] = artifacts.weightSpecs!;
    refused({ weightData: new ArrayBuffer(4) }, /expected 32 bytes for 2 weights, got 4/);
    refused({ weightSpecs: [kernel!], weightData: new ArrayBuffer(24) }, /a dense layer has a bias/);
    refused({ weightSpecs: [bias!], weightData: new ArrayBuffer(8) }, /a dense layer has a kernel/);
    refused({ weightSpecs: [{ ...kernel!, quantization: { dtype: 'uint8' } }, bias!] }, /quantized weight/);
    refused({ weightSpecs: [{ ...kernel!, dtype: 'int32' }, bias!] }, /are float32 \(got int32/);
    refused({ modelTopology: { class_name: 'GraphModel' } }, /got GraphModel/);
    refused({ modelTopology: undefined }, /expected Sequential, Model or Functional/);
  });
});

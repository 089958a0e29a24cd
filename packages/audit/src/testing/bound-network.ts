import { packNetwork } from '@cfq/deploy';
import type { FeatureSpace } from '@cfq/datasets';
import { favourableMargins, type TracedFunction } from '@cfq/evaluation';
import { openModel, runRows } from '@cfq/jit';
import type { BoundModel } from '@cfq/models';
import { decodeWeights, type Network } from '@cfq/network';
import { readOnnx } from '@cfq/onnx';
import * as tf from '@tensorflow/tfjs-core';
import { sha256 } from '../auditing/sha256.ts';

/** What is otherwise than in a file that was recognised. */
export interface BoundNetworkOptions {
  /** Whether nobody looks inside. */
  readonly opaque?: boolean;
  /** Column of the logits that is favourable. */
  readonly favourable?: number;
  /** Another file than the packed network. */
  readonly bytes?: Uint8Array;
}

/** A network, packed into a file that runs in ONNX Runtime. */
export async function boundNetwork(
  network: Network,
  featureSpace: FeatureSpace,
  { opaque = false, favourable = 1, bytes: given }: BoundNetworkOptions = {},
): Promise<BoundModel> {
  const bytes = given ?? (await packNetwork(network)).bytes;
  const opened = await openModel(bytes);
  const dispose = () => opened.dispose();
  return {
    name: 'packed network',
    file: {
      name: 'model.onnx',
      path: null,
      bytes,
      sha256: await sha256(bytes),
      format: 'onnx',
      onnx: readOnnx(bytes),
    },
    featureSpace,
    network: opaque ? null : network,
    blackBox: opaque ? 'Nobody looked inside.' : null,
    interface: null,
    reads: 'logits',
    runtime: opened.runtime,
    inferred: [],
    traced: opaque ? null : { ...traced(network), favourableClass: favourable },
    margins: async (x, { signal } = {}) =>
      favourableMargins(await runRows(opened, x, { input: 'x', output: 'logits', signal }), favourable),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function traced({ layers }: Network): TracedFunction {
  return {
    parameters: layers.map(({ weight, bias }) => ({
      weight: decodeWeights(weight),
      bias: { data: bias, shape: [bias.length] },
    })),
    logits: (given, x) =>
      (given as { weight: tf.Tensor2D; bias: tf.Tensor1D }[]).reduce((h, { weight, bias }, place) => {
        const sums = tf.add<tf.Tensor2D>(tf.matMul(h, weight), bias);
        return place === layers.length - 1 ? sums : tf.relu(sums);
      }, x),
  };
}

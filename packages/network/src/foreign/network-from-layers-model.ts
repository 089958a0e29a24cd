import { denseNetwork } from '../dense-network.ts';
import { NetworkError } from '../network-error.ts';
import { ahead, behind, normalizationOf, type Normalization } from './batch-normalization.ts';
import { layersOfTopology } from './layers-of-topology.ts';
import { withTwoLogits, type ReadLayer } from './with-two-logits.ts';
import { liveWeights, storedWeights, type WeightLookup } from './weights-of-layers.ts';
import type { Network } from '../model/network.ts';
import type { LayersModelArtifacts, LiveLayersModel, TopologyLayer } from './layers-model.ts';

/** What follows the sums of a dense layer. */
type Follows = 'linear' | 'relu' | 'softmax' | 'sigmoid';

interface DenseSoFar extends ReadLayer {
  readonly name: string;
  follows: Follows;
}

const readable = 'Dense, BatchNormalization, Activation, ReLU, Softmax, Dropout or InputLayer';

const denseWeights = ['kernel', 'bias'];

function refuse(name: string, rule: string, expected: string, got: string, remedy: string): never {
  throw new NetworkError(
    `networkFromLayersModel: layer "${name}": ${rule} (expected ${expected}, got ${got}). ${remedy}`,
  );
}

function activationNamed(name: string, activation: unknown): Follows {
  switch (activation ?? 'linear') {
    case 'linear':
      return 'linear';
    case 'relu':
      return 'relu';
    case 'softmax':
      return 'softmax';
    case 'sigmoid':
      return 'sigmoid';
    default:
      return refuse(
        name,
        'hidden outputs are rectified or linear, the last softmax or sigmoid',
        'linear, relu, softmax or sigmoid',
        String(activation),
        'Other activations have no place in a network yet.',
      );
  }
}

/** A ReLU layer, which may be capped, leaky or shifted: then it is another function. */
function plainRelu({ name, config }: TopologyLayer): Follows {
  const { max_value: highest, negative_slope: slope, threshold } = config;
  if ((highest ?? null) === null && (slope ?? 0) === 0 && (threshold ?? 0) === 0) return 'relu';
  return refuse(
    name,
    'a ReLU is max(0, x)',
    'no max_value, negative_slope or threshold',
    `${String(highest)}, ${String(slope)}, ${String(threshold)}`,
    'Other activations have no place in a network yet.',
  );
}

function denseOf({ name, config }: TopologyLayer, weights: WeightLookup): DenseSoFar {
  const kernel = weights(name, 'kernel', denseWeights);
  const [inputs, outputs] = kernel?.shape ?? [];
  if (kernel?.shape.length !== 2 || inputs === undefined || outputs === undefined) {
    return refuse(
      name,
      'a dense layer has a kernel',
      '[inputs, outputs]',
      `[${String(kernel?.shape)}]`,
      'Pass its weights.',
    );
  }
  const bias = weights(name, 'bias', denseWeights);
  if (bias === undefined && config['use_bias'] !== false) {
    refuse(
      name,
      'a dense layer has a bias',
      `${outputs} numbers, or use_bias false`,
      'none',
      'Pass its weights.',
    );
  }
  return {
    name,
    weight: { data: kernel.data, shape: [inputs, outputs] },
    bias: bias?.data ?? new Float32Array(outputs),
    follows: activationNamed(name, config['activation']),
  };
}

/** Puts an activation behind the last layer. */
function follow(layers: readonly DenseSoFar[], name: string, activation: Follows): void {
  const last = layers.at(-1);
  if (last === undefined) {
    return refuse(
      name,
      'an activation follows a dense layer',
      'a Dense before it',
      'none',
      'Begin with a Dense.',
    );
  }
  if (activation === 'linear' || (activation === 'relu' && last.follows === 'relu')) return;
  if (last.follows !== 'linear') {
    refuse(
      name,
      'one activation follows a dense layer',
      last.follows,
      `${activation} too`,
      'Remove one of them.',
    );
  }
  last.follows = activation;
}

function onlyDense(name: string): never {
  return refuse(
    name,
    'what was normalised goes into a dense layer',
    'a Dense behind BatchNormalization',
    'another layer or none',
    'Convert the model to ONNX to have it asked as it is.',
  );
}

/** Probabilities are the model's last step: its logits are what goes into them. */
function checkProbabilities(layers: readonly DenseSoFar[]): void {
  layers.forEach(({ name, follows, bias }, index) => {
    const isLast = index === layers.length - 1;
    if (!isLast && (follows === 'softmax' || follows === 'sigmoid')) {
      refuse(
        name,
        `a ${follows} gives the answer`,
        'it in the last layer',
        `layer ${index + 1} of ${layers.length}`,
        'Use a ReLU.',
      );
    }
    if (isLast && follows === 'sigmoid' && bias.length !== 1) {
      refuse(
        name,
        'a sigmoid gives the probability of class 1',
        '1 unit',
        `${bias.length} units`,
        'Classes that exclude each other have a softmax.',
      );
    }
    if (isLast && follows === 'softmax' && bias.length < 2) {
      refuse(
        name,
        'a softmax is over classes',
        '2 units or more',
        String(bias.length),
        'A single unit has a sigmoid.',
      );
    }
    if (isLast && follows === 'relu') {
      refuse(name, 'the last layer gives logits', 'linear, softmax or sigmoid', 'relu', 'Remove the ReLU.');
    }
  });
}

/**
 * A TF.js or Keras classifier as a network: a live `tf.LayersModel`, or its artifacts, the topology (JSON) and the bytes
 * of its weights. Sequential models and functional ones without branches, of layers Dense, BatchNormalization (which becomes
 * part of the layer before or behind it), Activation, ReLU, Softmax and Dropout (which does nothing outside training), with ReLU or linear hidden outputs. A last softmax or sigmoid is left
 * off: the network gives logits. A last layer of one unit holds the log-odds of class 1, and becomes two logits, 0 and
 * those.
 *
 * Nothing of `@tensorflow/tfjs-layers` is loaded.
 *
 * @throws NetworkError naming the layer that has no place in a network, or what is missing.
 */
export function networkFromLayersModel(model: LayersModelArtifacts | LiveLayersModel): Network {
  const isLive = 'getWeights' in ((model as Partial<LiveLayersModel>).layers?.[0] ?? {});
  const topology = isLive
    ? (model as LiveLayersModel).toJSON(null, false)
    : (model as LayersModelArtifacts).modelTopology;
  const weights = isLive
    ? liveWeights(model as LiveLayersModel)
    : storedWeights(model as LayersModelArtifacts);
  const layers: DenseSoFar[] = [];
  let before: Normalization | null = null;
  for (const layer of layersOfTopology(topology)) {
    switch (layer.className) {
      case 'InputLayer':
      case 'Dropout':
        break;
      case 'Dense':
        layers.push(
          before === null ? denseOf(layer, weights) : behind(denseOf(layer, weights), before, layer.name),
        );
        before = null;
        break;
      case 'BatchNormalization': {
        const normalization = normalizationOf(layer, weights);
        const last = layers.at(-1);
        if (before === null && last?.follows === 'linear')
          layers[layers.length - 1] = ahead(last, normalization, layer.name);
        else if (before === null) before = normalization;
        else onlyDense(layer.name);
        break;
      }
      case 'Activation':
        if (before !== null) onlyDense(layer.name);
        follow(layers, layer.name, activationNamed(layer.name, layer.config['activation']));
        break;
      case 'ReLU':
        if (before !== null) onlyDense(layer.name);
        follow(layers, layer.name, plainRelu(layer));
        break;
      case 'Softmax':
        if (before !== null) onlyDense(layer.name);
        follow(layers, layer.name, 'softmax');
        break;
      default:
        refuse(
          layer.name,
          'a layer has a place in a network',
          readable,
          layer.className,
          'Models with others can be asked as functions or as ONNX files.',
        );
    }
  }
  if (before !== null) onlyDense('the last one');
  checkProbabilities(layers);
  return denseNetwork(
    withTwoLogits(
      layers.map(({ name, weight, bias, follows }) => ({
        ...{ name, weight, bias },
        activation: follows === 'relu' ? ('relu' as const) : ('linear' as const),
      })),
    ),
  );
}

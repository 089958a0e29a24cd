import type { TensorTree } from '@cfq/jit';
import { decodeWeights, type DenseLayer, type Network } from '@cfq/network';
import type { TracedFunction } from '@cfq/evaluation';
import * as tf from '@tensorflow/tfjs-core';

/** `clamp(round((x − offset) / step), lowest, highest) · step + offset`. */
interface GridTensors {
  readonly step: tf.Tensor;
  readonly offset?: tf.Tensor;
  readonly lowest: tf.Scalar;
  readonly highest: tf.Scalar;
}

interface LayerTensors {
  readonly weight: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
  readonly sums: Readonly<Record<string, GridTensors & { readonly bias: tf.Tensor1D }>>;
  /** Step and largest code of the grid of its outputs. */
  readonly step?: tf.Scalar;
  readonly highest?: tf.Scalar;
}

interface NetworkTensors {
  readonly input?: GridTensors;
  readonly layers: Readonly<Record<string, LayerTensors>>;
}

/** One function an architecture, since what is compiled is kept by the function. */
const functions = new Map<string, TracedFunction['logits']>();

function logitsFor(architecture: string): TracedFunction['logits'] {
  const known = functions.get(architecture);
  if (known !== undefined) return known;
  const kinds = architecture.split(' ').filter((kind) => !kind.endsWith('-grid'));
  const logits: TracedFunction['logits'] = (parameters: TensorTree, x: tf.Tensor2D): tf.Tensor2D => {
    const { input, layers } = parameters as unknown as NetworkTensors;
    const columns = input === undefined ? x : (onGrid(x, input) as tf.Tensor2D);
    return kinds.reduce<tf.Tensor2D>((hidden, kind, index) => {
      const { weight, bias, sums: grids, step, highest } = layers[`layer${index}`]!;
      const products = Object.values(grids).reduce<tf.Tensor>(
        (sums, grid) => onGrid(tf.add(sums, grid.bias), grid),
        tf.matMul(hidden, weight),
      );
      const sums = tf.add<tf.Tensor2D>(products, bias);
      if (kind.startsWith('linear')) return sums;
      const active = tf.relu(sums);
      if (step === undefined) return active;
      return tf.mul<tf.Tensor2D>(rounded(tf.minimum(tf.div(active, step), highest!)), step);
    }, columns);
  };
  functions.set(architecture, logits);
  return logits;
}

/** Rounded to whole steps; backwards the rounding is not there, so that a gradient gets through. */
function rounded(steps: tf.Tensor): tf.Tensor {
  const rounding = tf.customGrad((value) => ({
    value: tf.round(value as tf.Tensor),
    gradFunc: (gradient: tf.Tensor) => gradient,
  }));
  return rounding(steps);
}

function onGrid(values: tf.Tensor, { step, offset, lowest, highest }: GridTensors): tf.Tensor {
  const from = offset === undefined ? values : tf.sub(values, offset);
  const steps = rounded(tf.minimum(tf.maximum(tf.div(from, step), lowest), highest));
  const on = tf.mul(steps, step);
  return offset === undefined ? on : tf.add(on, offset);
}

const scalar = (value: number) => ({ data: Float32Array.of(value), shape: [] });
const vector = (data: Float32Array) => ({ data, shape: data.length === 1 ? [] : [data.length] });

const range = ({ lowest, highest }: { readonly lowest: number; readonly highest: number }) => ({
  lowest: scalar(lowest),
  highest: scalar(highest),
});

function layerArrays({ weight, bias, sumGrids, grid }: DenseLayer) {
  return {
    weight: decodeWeights(weight),
    bias: { data: bias, shape: [bias.length] },
    sums: Object.fromEntries(
      sumGrids.map((own, at) => [
        `grid${at}`,
        { ...range(own), step: scalar(own.scale), bias: { data: own.bias, shape: [own.bias.length] } },
      ]),
    ),
    ...(grid !== null && { step: scalar(grid.scale), highest: scalar(2 ** grid.bits - 1) }),
  };
}

/**
 * A network as a function of TF.js, which solvers can differentiate. Backwards no rounding is there: gradients go through
 * grids, and end only where one is at its least or largest step.
 */
export function networkFunction(network: Network): TracedFunction {
  const { inputGrid, layers } = network;
  const kinds = layers.map(({ activation, grid, sumGrids }) =>
    [grid === null ? activation : 'grid', ...sumGrids.map(() => 'sums')].join('-'),
  );
  const parameters = {
    ...(inputGrid !== null && {
      input: {
        ...range(inputGrid),
        step: vector(inputGrid.scale),
        ...(inputGrid.offset.some((value) => value !== 0) && { offset: vector(inputGrid.offset) }),
      },
    }),
    layers: Object.fromEntries(layers.map((layer, index) => [`layer${index}`, layerArrays(layer)])),
  };
  const form = inputGrid === null ? '' : 'offset' in parameters.input! ? ' offset-grid' : ' input-grid';
  return { logits: logitsFor(kinds.join(' ') + form), parameters, network };
}

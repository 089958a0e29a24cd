import { chunksOf, concatRows, firstRows, jit, type CompileScope, type NDArray } from '@cfq/jit';
import type { Quantizer } from '@cfq/quantizers';
import type * as tf from '@tensorflow/tfjs-core';
import { held, type QuantizerParameters } from './student-parameters.ts';
import type { Model, ModelParameters } from '../model/model.ts';

/** Rows of one native call. */
const size = 1024;

/** Quantizers of hidden outputs, as a scheme and its parameters have them. */
export interface HiddenQuantization {
  readonly quantizer: Quantizer;
  /** Bit-width by hidden layer. */
  readonly bits: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, QuantizerParameters<NDArray>>>;
}

/** What {@link layerInputs} runs. */
export interface LayerInputsProblem {
  readonly model: Model;
  /** Weights as they multiply, quantized or not. */
  readonly parameters: ModelParameters;
  /** How hidden outputs are rounded; null: not at all. */
  readonly hidden: HiddenQuantization | null;
  /** Rows [n, d]. */
  readonly x: NDArray;
  readonly scope: CompileScope;
}

/** What every layer reads, and what the last one says. */
export interface LayerInputs {
  /** By layer [n, inputs]. */
  readonly inputs: Readonly<Record<string, NDArray>>;
  /** [n, classes]. */
  readonly logits: NDArray;
}

/** Inputs of every layer and the logits for `size` rows. */
function inputsGraph(
  model: Model,
  hidden: Omit<HiddenQuantization, 'parameters'> | null,
  scope: CompileScope,
) {
  const widths = hidden && model.hiddenLayers.map((layer) => held(hidden.bits, layer));
  return scope.compileOnce([inputsGraph, model, hidden?.quantizer ?? null, widths], () =>
    jit(
      (
        parameters: ModelParameters<tf.Tensor>,
        learned: Readonly<Record<string, QuantizerParameters<tf.Tensor>>>,
        rows: tf.Tensor2D,
      ) => {
        const inputs: Record<string, tf.Tensor> = {};
        const logits = model.apply(parameters, rows, {
          input: (value, layer) => {
            inputs[layer] = value;
            return value;
          },
          activation: (value, layer) =>
            hidden === null
              ? value
              : (hidden.quantizer.fakeQuantize(
                  value,
                  held(learned, layer),
                  held(hidden.bits, layer),
                ) as tf.Tensor2D),
        });
        return { inputs, logits };
      },
      { name: `layer inputs ${model.name}` },
    ),
  );
}

/** What each layer of a model reads on rows, and the logits: what a rounding of the layer has to keep. */
export async function layerInputs(problem: LayerInputsProblem): Promise<LayerInputs> {
  const { model, parameters, hidden, x, scope } = problem;
  const graph = inputsGraph(model, hidden, scope);
  const parts: Record<string, NDArray[]> = {};
  const logits: NDArray[] = [];
  for (const { rows, count } of chunksOf(x, { size })) {
    const said = await graph(parameters, hidden?.parameters ?? {}, rows);
    for (const [layer, input] of Object.entries(said.inputs))
      (parts[layer] ??= []).push(firstRows(input, count));
    logits.push(firstRows(said.logits, count));
  }
  return {
    inputs: Object.fromEntries(Object.entries(parts).map(([layer, some]) => [layer, concatRows(...some)])),
    logits: concatRows(...logits),
  };
}

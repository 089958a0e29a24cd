import type { NDArray } from '@cfq/jit';
import { layerInputs } from '../../scheme/layer-inputs.ts';
import { held, type StudentParameters } from '../../scheme/student-parameters.ts';
import { TrainingError } from '../../training-error.ts';
import type { ModelParameters } from '../../model/model.ts';
import { calibrationRows } from '../calibration-rows.ts';
import type { StartedSetting } from '../student-setting.ts';
import { gridOfLayer, hiddenQuantization, maskOfLayer } from './layer-by-layer.ts';
import { blocksOf, type Block } from './reconstruct/block.ts';
import { fitBlock, type LayerOfBlock } from './reconstruct/fit-block.ts';
import { outputImportance } from './reconstruct/output-importance.ts';
import type { RoundProblem, RoundStage } from './round-stage.ts';

/** Options of {@link reconstructed}. */
export interface ReconstructedOptions {
  /** Layers whose last outputs are kept together, an integer from 1; default 1. */
  readonly layers?: number;
  /** What an error of an output weighs: `'equal'` (default), or by the Fisher information of the model's own decisions. */
  readonly importance?: 'equal' | 'fisher';
  /** Updates of each block, an integer from 50; default 400. */
  readonly updates?: number;
}

/**
 * Fits, block by block, which of its two codes each weight takes, so that the outputs of the block, rectified where they
 * are, stay what they are at full precision. With one layer a block it is AdaRound; with several, weighed by Fisher information,
 * BRECQ. What a block reads are the rounded outputs of the blocks before it on calibration rows.
 *
 * @throws TrainingError for options out of range; from `round`, for a quantizer without an even grid of codes.
 * @see Nagel et al. 2020, "Up or Down? Adaptive Rounding for Post-Training Quantization", §3.3 and eq. 25; Li et al. 2021,
 *   "BRECQ: Pushing the Limit of Post-Training Quantization by Block Reconstruction".
 */
export function reconstructed({
  layers = 1,
  importance = 'equal',
  updates = 400,
}: ReconstructedOptions = {}): RoundStage {
  assertCount('layers', layers, 1);
  assertCount('updates', updates, 50);
  const together = layers === 1 ? 'each layer' : `every ${layers} layers`;
  return {
    name: 'reconstructed',
    description: `each weight fitted to one of the two codes around it, so that the outputs of ${together} are kept`,
    options: { layers, importance, updates },
    calls: 0,
    async round(setting, problem) {
      const { model } = problem.scheme;
      const x = calibrationRows(setting);
      const { scope } = setting;
      // What is kept is what the teacher's model does, which reads columns as they are.
      const whole = { model: setting.teacher.model, parameters: problem.fitted.dense, x, scope };
      const exact = await layerInputs({ ...whole, hidden: null });
      const hidden = hiddenQuantization(problem.scheme, problem.fitted);
      let dense: ModelParameters = problem.fitted.dense;
      for (const block of blocksOf(model, problem.scheme, layers)) {
        setting.signal?.throwIfAborted();
        const { inputs } = await layerInputs({ model, parameters: dense, hidden, x, scope });
        const last = block.layers.at(-1)!.layer;
        const after = model.layers[model.layers.findIndex(({ layer }) => layer === last) + 1];
        const targets = after === undefined ? exact.logits : held(exact.inputs, after.layer);
        const rounded = await fitBlock(setting, {
          ...{ block, updates, targets },
          inputs: held(inputs, block.layers[0]!.layer),
          layers: layersOf(setting, problem, block),
          importance:
            importance === 'equal'
              ? null
              : await outputImportance({ ...whole, layer: last, outputs: targets.shape[1]! }),
        });
        dense = withWeights(dense, rounded);
      }
      return { ...problem.fitted, dense };
    },
  };
}

function layersOf(
  setting: StartedSetting,
  { scheme, fitted }: RoundProblem,
  block: Block,
): Readonly<Record<string, LayerOfBlock>> {
  const values = block.layers.map(({ layer, hiddenBits }): [string, LayerOfBlock] => [
    layer,
    {
      ...held(fitted.dense, layer),
      grid: gridOfLayer(scheme, fitted, layer),
      mask: maskOfLayer(setting, layer),
      hidden: hiddenBits === null ? {} : held(fitted.activations, layer),
    },
  ]);
  return Object.fromEntries(values);
}

function withWeights(
  dense: StudentParameters<NDArray>['dense'],
  weights: Readonly<Record<string, NDArray>>,
): ModelParameters {
  const replaced = Object.entries(weights).map(([layer, weight]) => [
    layer,
    { ...held(dense, layer), weight },
  ]);
  return { ...dense, ...(Object.fromEntries(replaced) as ModelParameters) };
}

function assertCount(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new TrainingError(
    `reconstructed: ${name} is a count (expected an integer from ${least}, got ${value}). Set ${name}.`,
  );
}

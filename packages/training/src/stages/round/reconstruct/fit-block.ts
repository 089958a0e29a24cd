import { ndarray, randomStream, scalar, type NDArray } from '@cfq/jit';
import { roundHalfEven } from '@cfq/quantizers';
import { adamwInit } from '../../../optimizer/adamw.ts';
import { batchRows } from '../../../optimizer/batch-rows.ts';
import { cosineSchedule } from '../../../optimizer/cosine-schedule.ts';
import { scheduleRates } from '../../../optimizer/schedule-rates.ts';
import { evenGrid, type GridOfWeight } from '../../../scheme/rounding/even-grid.ts';
import { hardRounded, initialRounding } from '../../../scheme/rounding/roundings.ts';
import { held, type QuantizerParameters } from '../../../scheme/student-parameters.ts';
import { roundingRests, roundingSharpness } from '../rounding-schedule.ts';
import type { EpochState } from '../../../optimizer/compile-epoch.ts';
import type { StartedSetting } from '../../student-setting.ts';
import type { Block } from './block.ts';
import { compileBlockEpoch, type BlockFixed, type BlockRoundings } from './compile-block-epoch.ts';

/** Updates of one native call. */
const callSize = 50;
const batch = 128;
/** First learning rate: roundings travel by whole units. */
const learningRate = 0.1;
/** Weight of the mean penalty of a weight, where the error of rounding to nearest is 1. */
const penaltyWeight = 4;

/** A layer of a block with its numbers. */
export interface LayerOfBlock {
  readonly weight: NDArray;
  readonly bias: NDArray;
  readonly grid: GridOfWeight;
  readonly mask: NDArray | null;
  /** Parameters of the quantizer of its outputs; empty where there is none. */
  readonly hidden: QuantizerParameters<NDArray>;
}

/** What {@link fitBlock} fits. */
export interface FitBlockProblem {
  readonly block: Block;
  readonly layers: Readonly<Record<string, LayerOfBlock>>;
  /** See `BlockFixed`. */
  readonly inputs: NDArray;
  readonly targets: NDArray;
  readonly importance: NDArray | null;
  /** Number of updates; a multiple of 50 is made of it, from below, at least 50. */
  readonly updates: number;
}

/** A `v` so far out that its weight is wholly up or down. */
const settled = (up: boolean): number => (up ? 4 : -4);

/** Roundings to the nearest code. */
function nearestRounding({ weight, grid }: LayerOfBlock): NDArray {
  const { ratio } = evenGrid(weight, grid);
  return ndarray(
    Float32Array.from(weight.data, (value, index) => {
      const steps = ratio(value, index);
      return settled(roundHalfEven(steps) > Math.floor(steps));
    }),
    weight.shape,
  );
}

/**
 * Fits which of its two codes each weight of a block takes, so that the outputs of the block stay what they are at full
 * precision: from where the weights are, under a penalty that drives each to one of the two.
 *
 * @returns weights on their grids, by layer: of the fit, or to nearest where that has less error on the same rows.
 * @see Nagel et al. 2020, "Up or Down?", §3.3, whose block is one layer; Li et al. 2021, "BRECQ", §3, where it is several.
 */
export async function fitBlock(
  { seed, threads, scope, signal, report }: StartedSetting,
  problem: FitBlockProblem,
): Promise<Readonly<Record<string, NDArray>>> {
  const { block, layers, inputs, targets, importance } = problem;
  const names = block.layers.map(({ layer }) => layer);
  const run = compileBlockEpoch(block, { weighted: importance !== null, threads }, scope);
  const rows = inputs.shape[0]!;
  const stream = randomStream(seed, 'reconstruct', ...names);
  const calls = Math.max(1, Math.floor(problem.updates / callSize));
  const draw = (name: string | number): NDArray =>
    batchRows(stream.split('rows', name), { rows, batch: Math.min(batch, rows), steps: callSize });
  const each = (value: (step: number) => number): NDArray =>
    ndarray(
      Float32Array.from({ length: callSize }, (_, step) => value(step)),
      [callSize],
    );
  const starts = byLayer(names, (layer) =>
    initialRounding(held(layers, layer).weight, held(layers, layer).grid),
  );
  const fixed = (unit: number): BlockFixed<NDArray> => ({
    ...{ inputs, targets, importance: importance === null ? [] : [importance], unit: scalar(unit) },
    layers: byLayer(names, (layer) => {
      const { weight, bias, mask, hidden } = held(layers, layer);
      const { scale, zeroPoint } = held(starts, layer);
      return {
        weight,
        bias,
        hidden,
        masks: mask === null ? [] : [mask],
        grid: { scale: scale!, zeroPoint: zeroPoint! },
      };
    }),
  });
  const weightDecay = scalar(0);
  /** Error of roundings on rows that are the same each time. */
  const errorOf = async (roundings: BlockRoundings<NDArray>): Promise<number> => {
    const none = each(() => 0);
    const step = { rows: draw('judged'), penalty: none, sharpness: each(() => 1) };
    const state = { trainable: roundings, optimizer: adamwInit(roundings) };
    const { records } = await run(
      state,
      { learningRate: none, batch: step },
      { weightDecay, fixed: fixed(1) },
    );
    return meanOf(records['error']!);
  };
  const nearest = byLayer(names, (layer) => nearestRounding(held(layers, layer)));
  const hard = (roundings: BlockRoundings<NDArray>): Readonly<Record<string, NDArray>> =>
    byLayer(names, (layer) => {
      const { weight, grid, mask } = held(layers, layer);
      const rounded = hardRounded(weight, grid, held(roundings, layer));
      return mask === null
        ? rounded
        : ndarray(
            rounded.data.map((value, at) => value * mask.data[at]!),
            weight.shape,
          );
    });
  const before = await errorOf(nearest);
  if (before === 0) return hard(nearest);
  const start: BlockRoundings<NDArray> = byLayer(names, (layer) => held(held(starts, layer), 'rounding'));
  let state: EpochState<BlockRoundings<NDArray>, NDArray> = { trainable: start, optimizer: adamwInit(start) };
  const rates = scheduleRates(cosineSchedule(), { rate: learningRate, steps: calls * callSize });
  for (let call = 0; call < calls; call += 1) {
    signal?.throwIfAborted();
    const progress = (step: number): number => (call + step / callSize) / calls;
    const steps = {
      learningRate: ndarray(rates.slice(call * callSize, (call + 1) * callSize), [callSize]),
      batch: {
        rows: draw(call),
        penalty: each((step) => (roundingRests(progress(step)) ? 0 : penaltyWeight)),
        sharpness: each((step) => roundingSharpness(progress(step))),
      },
    };
    const outcome = await run(state, steps, { weightDecay, fixed: fixed(1 / before) });
    state = outcome.state;
    const losses = Object.fromEntries(
      Object.entries(outcome.records).map(([name, all]) => [name, meanOf(all)]),
    );
    report({ phase: 'round', epoch: call, epochs: calls, losses, validationLoss: Number.NaN });
  }
  const fitted = byLayer(names, (layer) => {
    const v = held(state.trainable, layer);
    return ndarray(
      Float32Array.from(v.data, (value) => settled(value >= 0)),
      v.shape,
    );
  });
  return hard((await errorOf(fitted)) <= before ? fitted : nearest);
}

const byLayer = <Value>(names: readonly string[], value: (layer: string) => Value): Record<string, Value> =>
  Object.fromEntries(names.map((layer) => [layer, value(layer)]));

const meanOf = ({ data }: NDArray): number =>
  Array.from(data).reduce((sum, value) => sum + value, 0) / data.length;

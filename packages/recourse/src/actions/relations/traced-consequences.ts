import * as tf from '@tensorflow/tfjs-core';

import type { ActionFeature, ActionSet } from '../action-set.ts';
import { placement, unbounded } from '../traced-parts.ts';
import type { TracedRanges } from '../traced-ranges.ts';
import { consequencesOf, type Consequence } from './consequences.ts';

/** See `consequences.ts`. */
const tie = 0.5 + 2 ** -12;

/** `[n, 1]`: one column. */
function columnOf(rows: tf.Tensor2D, { start }: ActionFeature): tf.Tensor2D {
  return tf.slice(rows, [0, start], [rows.shape[0], 1]);
}

function maskOf({ start }: ActionFeature, width: number): tf.Tensor2D {
  return tf.greater(placement(1, width, [[0, start]]), 0.5);
}

/** `[n, 1]`: whether a person has a value of a feature. */
function hasValue(x: tf.Tensor2D, { absentColumns = [] }: ActionFeature): tf.Tensor2D {
  if (absentColumns.length === 0) return tf.greater(tf.ones<tf.Rank.R2>([x.shape[0], 1]), 0.5);
  const absent = tf.max<tf.Tensor2D>(tf.gather(x, tf.tensor1d([...absentColumns], 'int32'), 1), 1, true);
  return tf.less(absent, 0.5);
}

/** Finite stand-ins for bounds. */
const finite = (value: number) => Math.max(-unbounded, Math.min(unbounded, value));

/** A point with what follows from it, as `applyConsequences`, in traceable TF.js ops. */
export function tracedConsequences(x: tf.Tensor2D, point: tf.Tensor2D, actionSet: ActionSet): tf.Tensor2D {
  return consequencesOf(actionSet).reduce<tf.Tensor2D>((whole, { feature, source, ratio, follows }) => {
    const { grid, lower, upper } = feature;
    const own = columnOf(x, feature);
    const change = tf.sub<tf.Tensor2D>(columnOf(point, source), columnOf(x, source));
    const up = follows.includes(1) ? tf.maximum<tf.Tensor2D>(change, 0) : tf.mul<tf.Tensor2D>(change, 0);
    const down = follows.includes(-1) ? tf.minimum<tf.Tensor2D>(change, 0) : tf.mul<tf.Tensor2D>(change, 0);
    let moved: tf.Tensor2D = tf.mul<tf.Tensor2D>(tf.add(up, down), ratio);
    if (grid !== undefined) {
      const steps = tf.floor(tf.add(tf.mul(moved, grid.scale / grid.step), tie));
      moved = tf.mul<tf.Tensor2D>(steps, grid.step / grid.scale);
    }
    const [low, high] = [tf.minimum(finite(lower), own), tf.maximum(finite(upper), own)];
    const value = tf.maximum<tf.Tensor2D>(low, tf.minimum(high, tf.add(own, moved)));
    const followed = tf.logicalAnd(hasValue(x, feature), tf.notEqual(change, 0));
    const ended = tf.where<tf.Tensor2D>(followed, value, own);
    return tf.where<tf.Tensor2D>(maskOf(feature, x.shape[1]), ended, whole);
  }, point);
}

/** Ranges in which sources go no further than what moves with them may, as `sourceRoom`. */
export function withinConsequences(x: tf.Tensor2D, ranges: TracedRanges, actionSet: ActionSet): TracedRanges {
  return consequencesOf(actionSet).reduce(({ lowest, highest }, consequence) => {
    const own = columnOf(x, consequence.source);
    const mask = maskOf(consequence.source, x.shape[1]);
    const [down, up] = [roomOf(x, consequence, -1), roomOf(x, consequence, 1)];
    const least = down === null ? lowest : tf.where(mask, tf.sub(own, down), lowest);
    const most = up === null ? highest : tf.where(mask, tf.add(own, up), highest);
    return {
      lowest: tf.maximum<tf.Tensor2D>(lowest, least),
      highest: tf.minimum<tf.Tensor2D>(highest, most),
    };
  }, ranges);
}

/** `[n, 1]`: how far a source may go one way; `null` where it may go any length. */
function roomOf(x: tf.Tensor2D, { feature, ratio, follows }: Consequence, sign: 1 | -1): tf.Tensor2D | null {
  const bound = sign * ratio > 0 ? feature.upper : feature.lower;
  if (!follows.includes(sign) || !Number.isFinite(bound)) return null;
  const way = Math.sign(sign * ratio);
  const room = tf.maximum(0, tf.mul(tf.sub(bound, columnOf(x, feature)), way));
  return tf.where<tf.Tensor2D>(hasValue(x, feature), tf.div<tf.Tensor2D>(room, Math.abs(ratio)), unbounded);
}

/** Slopes in which those of consequences are added to what they move with, `[n, d]`; rises and falls alike. */
export function chainedSlopes(slopes: tf.Tensor2D, actionSet: ActionSet): tf.Tensor2D {
  const consequences = consequencesOf(actionSet);
  if (consequences.length === 0) return slopes;
  const { width } = actionSet;
  const data = new Float32Array(width * width);
  for (const { feature, source, ratio } of consequences) data[feature.start * width + source.start] = ratio;
  return tf.add(slopes, tf.matMul(slopes, tf.tensor2d(data, [width, width])));
}

import { hiddenUnits, rectify, type HiddenUnits } from '../reach/hidden-units.ts';
import { intervalSums } from '../reach/interval-sums.ts';
import type { RectifiedLayer } from '../reach/rectified-layers.ts';
import { roundings } from '../reach/roundings.ts';
import type { ActionLayout } from '../search/action-layout.ts';
import type { Box } from './box.ts';
import type { Decision } from './decisions.ts';
import { createDirections, type Directions } from './directions.ts';
import { createMarginAt, type MarginAt } from './margin-at.ts';
import { createPutBack, type AffineForm } from './put-back.ts';
import type { UnitRanges } from './unit-ranges.ts';

/** Bounds the margin over boxes of actions; holds scratch space, so one instance per search. */
export interface MarginBound {
  /**
   * As {@link look}, from intervals and what is known of the box alone: a small part of the work, and in a part of a box that
   * was looked at often enough.
   */
  glance(row: number, decisions: readonly Decision[], box: Box, limit: number): void;
  /** Looks at a box of a person: those of its actions that cost less than the limit and change no more features than may. */
  look(row: number, decisions: readonly Decision[], box: Box, limit: number): void;
  /** By rival class, of the last box looked at. The margin is below each, as float32 evaluates it in any order. */
  readonly forms: readonly AffineForm[];
  /** What the sums of the units may be in the last box, and so in each of its parts. */
  ranges(): UnitRanges;
  /** The directions of the last box. */
  readonly directions: Directions;
  /** The margin in float64 at the base point of the last box plus `steps` along its directions. */
  readonly marginAt: MarginAt;
  /** How much of what the forms are off by each decision accounts for. */
  blame(decisions: readonly Decision[], box: Box, out: Float64Array): void;
}

/**
 * Bounds by linear relaxation, layer by layer: the sums of a unit lie in what is known of it from a box around this one and
 * in the interval that the outputs before it leave. Where that is open, its weights are put back through the relaxed layers
 * before it onto what a person can do (see {@link createPutBack}), and there by the most that may be gained at the cost and
 * for the number of features that are allowed.
 */
export function createMarginBound(
  layers: readonly RectifiedLayer[],
  target: number,
  layout: ActionLayout,
): MarginBound {
  const first = layers[0]!;
  const last = layers.at(-1)!;
  const depth = layers.length - 1;
  const directions = createDirections(first, layout);
  const { base, vectors, sizes, deviations } = directions;
  const most = vectors.length / first.outputs;
  const units = layers.slice(0, depth).map(({ outputs }) => hiddenUnits(outputs));
  const putBack = createPutBack(layers, units, directions);
  const { owed } = putBack;
  /** By layer: bounds of its sums from above along the directions. */
  const alongs = layers.map(({ outputs }, k) => new Float64Array(k === 0 ? 0 : outputs * most));
  const room = (): AffineForm => ({ constant: 0, along: new Float64Array(most) });
  const [top, least] = [room(), room()];
  const slopes = new Float64Array(Math.max(...layers.map(({ inputs }) => inputs)));
  const rivals = Array.from(last.bias.keys()).filter((label) => label !== target);
  const forms = rivals.map(room);

  /** Narrows what a sum may be. The ends are in order whatever comes: of what no action reaches any bound is true. */
  function narrow({ low, high }: HiddenUnits, j: number, from: number, to: number): void {
    const l = Math.max(low[j]!, from);
    const h = Math.min(high[j]!, to);
    low[j] = Math.min(l, h);
    high[j] = Math.max(l, h);
  }

  function boundFirst(known: UnitRanges | null): void {
    const own = units[0]!;
    const share = roundings(directions.live());
    const count = directions.count();
    for (let j = 0; j < first.outputs; j += 1) {
      own.noise[j] = share * sizes[j]! + deviations[j]!;
      own.low[j] = known === null ? -Infinity : known[0]!.low[j]!;
      own.high[j] = known === null ? Infinity : known[0]!.high[j]!;
      if (own.high[j]! <= 0) continue;
      const { along } = top;
      for (let i = 0; i < count; i += 1) along[i] = vectors[i * first.outputs + j]!;
      const low = base[j]! - directions.most(along, 0, -1) - own.noise[j]!;
      narrow(own, j, low, base[j]! + directions.most(along, 0, 1) + own.noise[j]!);
    }
  }

  /** By intervals, within what is known. */
  function narrowLayer(k: number, known: UnitRanges | null): void {
    const own = units[k]!;
    intervalSums(layers[k]!, units[k - 1]!, own);
    if (known === null) return;
    for (let j = 0; j < layers[k]!.outputs; j += 1) narrow(own, j, known[k]!.low[j]!, known[k]!.high[j]!);
  }

  /** By intervals, and where they leave a unit open by putting its weights back. */
  function boundLayer(k: number, known: UnitRanges | null): void {
    const { outputs, weight, bias, grid } = layers[k]!;
    const own = units[k]!;
    const before = units[k - 1]!;
    const count = directions.count();
    intervalSums(layers[k]!, before, own);
    for (let j = 0; j < outputs; j += 1) {
      if (known !== null) narrow(own, j, known[k]!.low[j]!, known[k]!.high[j]!);
      if (own.high[j]! <= 0 || (own.low[j]! >= 0 && grid === null)) continue;
      for (let a = 0; a < before.live; a += 1) slopes[a] = weight[before.index[a]! * outputs + j]!;
      putBack.run(k - 1, slopes, bias[j]!, top, least, false);
      const low = least.constant - directions.most(least.along, 0, -1) - own.noise[j]!;
      narrow(own, j, low, top.constant + directions.most(top.along, 0, 1) + own.noise[j]!);
      alongs[k]!.set(top.along.subarray(0, count), j * count);
    }
  }

  function boundMargin(): void {
    const before = units.at(-1);
    const share = roundings(before?.live ?? directions.live());
    rivals.forEach((rival, r) => {
      const form = forms[r]!;
      const entering =
        before === undefined
          ? sizes[target]! + sizes[rival]!
          : (last.norms[target]! + last.norms[rival]!) * before.norm +
            Math.abs(last.bias[target]!) +
            Math.abs(last.bias[rival]!);
      const moved = before === undefined ? deviations[target]! + deviations[rival]! : 0;
      const offset = last.bias[target]! - last.bias[rival]!;
      if (before === undefined) {
        const count = directions.count();
        form.constant = base[target]! - base[rival]!;
        for (let i = 0; i < count; i += 1)
          form.along[i] = vectors[i * last.outputs + target]! - vectors[i * last.outputs + rival]!;
      } else {
        for (let a = 0; a < before.live; a += 1) {
          const at = before.index[a]! * last.outputs;
          slopes[a] = last.weight[at + target]! - last.weight[at + rival]!;
        }
        putBack.run(depth - 1, slopes, offset, form, least, true);
      }
      form.constant += share * entering + moved;
    });
  }

  /** Bounds a box, the hidden layers behind the first each by `boundHidden`. */
  function boundBox(
    boundHidden: typeof boundLayer,
    ...[row, decisions, box, limit]: Parameters<MarginBound['look']>
  ): void {
    directions.place(row, decisions, box, limit);
    for (let k = 0; k < depth; k += 1) {
      if (k === 0) boundFirst(box.known);
      else boundHidden(k, box.known);
      rectify(units[k]!, layers[k]!.grid);
      putBack.take(k);
    }
    boundMargin();
  }

  return {
    directions,
    forms,
    marginAt: createMarginAt(layers, target, directions),
    glance: (...box) => boundBox(narrowLayer, ...box),
    look: (...box) => boundBox(boundLayer, ...box),
    ranges: () => units.map(({ low, high }) => ({ low: low.slice(), high: high.slice() })),
    blame(decisions, box, out) {
      out.fill(0);
      const count = directions.count();
      const spans = new Float64Array(decisions.length);
      for (let k = 0; k < depth; k += 1) {
        const { outputs } = layers[k]!;
        for (let j = 0; j < outputs; j += 1) {
          const share = owed[k]![j]!;
          if (share === 0) continue;
          let sum = 0;
          for (let d = 0; d < decisions.length; d += 1) {
            const [from, to] = [directions.from[d]!, directions.from[d + 1]!];
            let [low, high] = [0, 0];
            for (let i = from; i < to; i += 1) {
              const one = k === 0 ? vectors[i * outputs + j]! : alongs[k]![j * count + i]!;
              low = Math.min(low, one);
              high = Math.max(high, one);
            }
            const width = decisions[d]!.kind === 'number' ? box.high[d]! - box.low[d]! : 1;
            spans[d] = (high - low) * width;
            sum += spans[d]!;
          }
          if (sum === 0) continue;
          for (let d = 0; d < decisions.length; d += 1) out[d]! += (share * spans[d]!) / sum;
        }
      }
    },
  };
}

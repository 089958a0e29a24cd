import { hiddenUnits, rectify } from '../reach/hidden-units.ts';
import { intervalSums } from '../reach/interval-sums.ts';
import type { RectifiedLayer } from '../reach/rectified-layers.ts';
import { roundings } from '../reach/roundings.ts';
import type { ActionLayout } from '../search/action-layout.ts';
import { blameDecisions } from './blame-decisions.ts';
import type { Box } from './box.ts';
import type { Decision } from './decisions.ts';
import { createDirections, type Directions } from './directions.ts';
import { createKnownSums, type KnownSums } from './known-sums.ts';
import { createMarginAt, type MarginAt } from './margin-at.ts';
import type { MarginForm } from './margin-form.ts';
import { createPutBack, passage } from './put-back.ts';
import { createSteepen } from './steepen.ts';

/** Bounds the margin over boxes of actions; holds scratch space, so one instance per search. */
export interface MarginBound {
  /**
   * Looks at a box of a person: those of its actions that cost less than the limit and change no more features than may.
   *
   * @param known - What was known of a box that holds this one, at no smaller limit.
   */
  look(row: number, decisions: readonly Decision[], box: Box, limit: number, known?: KnownSums | null): void;
  /** The same at a fraction of the work: layers but the first are bounded by intervals, and by what is known. */
  glance(row: number, decisions: readonly Decision[], box: Box, limit: number, known: KnownSums): void;
  /** What the last look knows of the sums. */
  known(): KnownSums;
  /** By rival class, of the last box looked at. The margin is below each. */
  readonly forms: readonly MarginForm[];
  /** Makes another such form of a rival's, lower at a point than the last one was; `share` in `[0, 1]` says how much so. */
  steepen(rival: number, steps: Float64Array, share: number): void;
  /** What the margin does not exceed over the last box, by the forms as they are. */
  top(): number;
  /** The directions of the last box. */
  readonly directions: Directions;
  /** The margin in float64 at the base point of the last box plus `steps` along its directions. */
  readonly marginAt: MarginAt;
  /** How much of what the forms are off by each decision accounts for, after a look. */
  blame(decisions: readonly Decision[], box: Box, out: Float64Array): void;
}

/**
 * Bounds by linear relaxation, layer by layer: the sums of every unit are bounded by putting its weights back through the
 * relaxed layers before it onto what a person can do (Zhang et al. 2018, "Efficient neural network robustness certification
 * with general activation functions"), and there by the most that may be gained at the cost and for the number of
 * features that are allowed. Units that were on or off in all of a box are so in its parts, and are not bounded again.
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
  const knowledge = createKnownSums(units);
  const putBack = createPutBack(layers, units, directions);
  const turn = createSteepen(layers, units, directions);
  /** By layer: bounds of the sums from above, along directions. */
  const alongs = layers.map(({ outputs }, k) => (k === 0 ? vectors : new Float64Array(outputs * most)));
  const along = new Float64Array(most);
  const rivals = Array.from(last.bias.keys()).filter((label) => label !== target);
  const forms = rivals.map((): MarginForm => ({ constant: 0, along: new Float64Array(most) }));
  const weights = new Float64Array(last.outputs);
  const passages = rivals.map(() => passage(layers));
  /** By layer: 1 for units whose sums were put back in the last look. */
  const asked = units.map(({ low }) => new Uint8Array(low.length).fill(1));

  function boundFirst(): void {
    const { low, high, noise } = units[0]!;
    const share = roundings(directions.live());
    const count = directions.count();
    for (let j = 0; j < first.outputs; j += 1) {
      for (let i = 0; i < count; i += 1) along[i] = vectors[i * first.outputs + j]!;
      noise[j] = share * sizes[j]! + deviations[j]!;
      low[j] = base[j]! - directions.most(along, 0, -1) - noise[j]!;
      high[j] = base[j]! + directions.most(along, 0, 1) + noise[j]!;
    }
  }

  /** Bounds those sums of a layer that are asked for, no looser than they were. */
  function boundLayer(k: number): void {
    const { outputs, norms, bias } = layers[k]!;
    const { low, high, noise } = units[k]!;
    const before = units[k - 1]!;
    const share = roundings(before.live);
    const count = directions.count();
    for (let j = 0; j < outputs; j += 1) {
      noise[j] = share * (norms[j]! * before.norm + Math.abs(bias[j]!));
      if (asked[k]![j] === 0) continue;
      const least = putBack.single(k, -1, j, along, 0) - directions.most(along, 0, -1);
      const from = j * count;
      const top = putBack.single(k, 1, j, alongs[k]!, from);
      const largest = top + directions.most(alongs[k]!, from, 1);
      low[j] = Math.max(low[j]!, least - noise[j]!);
      high[j] = Math.min(high[j]!, largest + noise[j]!);
    }
  }

  /** Asks for the units that a form owes to. */
  function ask(): void {
    for (let k = 1; k < depth; k += 1) {
      for (let j = 0; j < asked[k]!.length; j += 1) {
        asked[k]![j] = Number(passages.some(({ owed }) => owed[k]![j]! > 0));
      }
    }
  }

  function writeForm(r: number): void {
    const [form, rival] = [forms[r]!, rivals[r]!];
    const own = weights.fill(0);
    own[target] = 1;
    own[rival] = -1;
    form.constant = putBack.whole(own, passages[r]!, form.along) + slack(rival);
  }

  /** What rounding may add to the margin over a rival. */
  function slack(rival: number): number {
    const before = units.at(-1);
    const share = roundings(before?.live ?? directions.live());
    if (before === undefined) {
      return share * (sizes[target]! + sizes[rival]!) + deviations[target]! + deviations[rival]!;
    }
    const norms = last.norms[target]! + last.norms[rival]!;
    return share * (norms * before.norm + Math.abs(last.bias[target]!) + Math.abs(last.bias[rival]!));
  }

  return {
    directions,
    forms,
    marginAt: createMarginAt(layers, target, directions),
    look: (row, decisions, box, limit, known = null) => bound(row, decisions, box, limit, known, false),
    glance: (row, decisions, box, limit, known) => bound(row, decisions, box, limit, known, true),
    known: () => knowledge.write(),
    steepen(r, steps, share) {
      turn(steps, passages[r]!, share);
      writeForm(r);
    },
    top: () =>
      forms.reduce(
        (least, form) => Math.min(least, form.constant + directions.most(form.along, 0, 1)),
        Infinity,
      ),
    blame(decisions, box, out) {
      const { from } = directions;
      const owed = passages
        .at(-1)!
        .owed.map((own, k) => (k === 0 ? own : own.map((one, j) => one * asked[k]![j]!)));
      blameDecisions({ decisions, box, from, count: directions.count(), owed, alongs }, out);
    },
  };

  function bound(
    row: number,
    decisions: readonly Decision[],
    box: Box,
    limit: number,
    known: KnownSums | null,
    isGlance: boolean,
  ): void {
    directions.place(row, decisions, box, limit);
    units.forEach((own, k) => {
      if (k === 0) boundFirst();
      else if (known === null) {
        own.low.fill(-Infinity);
        own.high.fill(Infinity);
        asked[k]!.fill(1);
        boundLayer(k);
      } else {
        intervalSums(layers[k]!, units[k - 1]!, own);
        knowledge.narrow(known, k);
      }
      rectify(own, layers[k]!.grid);
      putBack.pack(k);
    });
    writeForms();
    if (known === null || isGlance || depth < 2) return;
    ask();
    for (let k = 1; k < depth; k += 1) {
      boundLayer(k);
      rectify(units[k]!, layers[k]!.grid);
      putBack.pack(k);
    }
    writeForms();
  }

  function writeForms(): void {
    passages.forEach(({ below }, r) => {
      below.forEach((own, k) => own.set(units[k]!.below));
      writeForm(r);
    });
  }
}

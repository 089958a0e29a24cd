import { addScaled, takeRows, type NDArray } from '@cfq/jit';
import { attains } from '@cfq/recourse';
import type { MarginActions } from './margin-actions.ts';

/** What actions are held against. */
export interface HeldModel {
  /** `[n]` margins that count, at rows `[n, d]`. */
  readonly margins: (x: NDArray) => Promise<Float32Array>;
  /**
   * Looks again for some people, at one margin of the model that the search follows.
   *
   * @param rows places among the people.
   */
  readonly search: (rows: Int32Array, margin: number) => Promise<MarginActions>;
}

/** The shortfall that is taken for none, in logits: the resolution of margins near 1. */
const finest = 1e-6;

/**
 * How often a search is repeated for those whose action does not hold. What is added to the margin at least doubles each
 * time, so that a difference of up to `finest · 2^rounds` = 4 logits is overtaken however it varies along the way.
 */
const rounds = 22;

/** People are searched for together who fall short by up to four times as much as others. */
const ratio = 4;

/** An action set apart for editing. */
interface Draft {
  readonly delta: Float32Array;
  readonly cost: Float32Array;
  readonly valid: Uint8Array;
  readonly timedOut: Uint8Array;
  readonly cutShort: Uint8Array;
}

/**
 * Actions that were found along one model, held against the margins of another that stands for the same decisions, such as
 * the file that the first was read from. Where an action does not reach the margin there, the search is repeated for a
 * margin that is larger by what it fell short, and by at least twice as much each time; what does not hold then is no action. Nothing is promised
 * that the second model does not say.
 *
 * @param x `[n, d]` where people stand.
 * @param found One entry a margin, ascending.
 */
export async function holdToMargins(
  x: NDArray,
  found: readonly MarginActions[],
  margins: readonly number[],
  model: HeldModel,
): Promise<readonly MarginActions[]> {
  const held: MarginActions[] = [];
  for (const [index, actions] of found.entries()) {
    held.push(await heldAt(x, actions, margins[index]!, model));
  }
  return cheapestHeld(held, found);
}

async function heldAt(
  x: NDArray,
  actions: MarginActions,
  kappa: number,
  model: HeldModel,
): Promise<MarginActions> {
  const width = x.shape[1] ?? 0;
  const rows = actions.valid.length;
  const draft: Draft = {
    delta: Float32Array.from(actions.delta.data),
    cost: actions.cost.slice(),
    valid: actions.valid.slice(),
    timedOut: actions.timedOut?.slice() ?? new Uint8Array(rows),
    cutShort: actions.cutShort?.slice() ?? new Uint8Array(rows),
  };
  const shifts = new Float64Array(rows);
  let asked = Int32Array.from(actions.valid.keys()).filter((row) => draft.valid[row] === 1);
  let changed = false;
  for (let round = 0; asked.length > 0; round += 1) {
    const answers = await model.margins(pointsOf(x, draft, asked));
    const short = asked.filter((_, at) => !attains(answers[at]!, kappa));
    if (short.length === 0) break;
    changed = true;
    asked.forEach((row, at) => {
      if (attains(answers[at]!, kappa)) return;
      const missing = 2 * Math.max(finest, kappa - answers[at]!);
      shifts[row] = Math.max(shifts[row]! + missing, 2 * shifts[row]!);
    });
    if (round === rounds) {
      for (const row of short) drop(draft, row, width);
      break;
    }
    for (const [shift, together] of byShift(short, shifts)) {
      const again = await model.search(together, kappa + shift);
      together.forEach((row, at) => replace(draft, row, again, at, width));
    }
    asked = short.filter((row) => draft.valid[row] === 1);
  }
  if (!changed) return actions;
  return { ...draft, delta: { data: draft.delta, shape: [rows, width] } };
}

/** People by how much further they are to go, those alike together. */
function byShift(rows: Int32Array, shifts: Float64Array): [shift: number, rows: Int32Array][] {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const step = Math.ceil(Math.log(shifts[row]! / finest) / Math.log(ratio));
    groups.set(step, [...(groups.get(step) ?? []), row]);
  }
  return [...groups].map(([, own]) => [Math.max(...own.map((row) => shifts[row]!)), Int32Array.from(own)]);
}

function pointsOf(x: NDArray, { delta }: Draft, rows: Int32Array): NDArray {
  const all = { data: delta, shape: x.shape };
  return addScaled(takeRows(x, rows), takeRows(all, rows));
}

function drop({ delta, cost, valid }: Draft, row: number, width: number): void {
  delta.fill(0, row * width, (row + 1) * width);
  cost[row] = NaN;
  valid[row] = 0;
}

function replace(draft: Draft, row: number, by: MarginActions, at: number, width: number): void {
  if (by.cutShort?.[at] === 1) draft.cutShort[row] = 1;
  if (by.valid[at] !== 1) {
    drop(draft, row, width);
    draft.timedOut[row] = by.timedOut?.[at] ?? 0;
    return;
  }
  draft.delta.set((by.delta.data as Float32Array).subarray(at * width, (at + 1) * width), row * width);
  draft.cost[row] = by.cost[at]!;
  draft.valid[row] = 1;
}

/**
 * What holds at a larger margin holds at a smaller one: it is taken there by people who had to be searched for again and
 * found nothing as cheap.
 */
function cheapestHeld(held: MarginActions[], found: readonly MarginActions[]): readonly MarginActions[] {
  const result = [...held];
  for (let index = held.length - 2; index >= 0; index -= 1) {
    const [own, next] = [result[index]!, result[index + 1]!];
    if (own === found[index]) continue;
    const width = own.delta.shape[1] ?? 0;
    const draft: Draft = {
      delta: Float32Array.from(own.delta.data),
      cost: own.cost.slice(),
      valid: own.valid.slice(),
      timedOut: own.timedOut?.slice() ?? new Uint8Array(own.valid.length),
      cutShort: own.cutShort?.slice() ?? new Uint8Array(own.valid.length),
    };
    for (const row of own.valid.keys()) {
      const isBetter = next.valid[row] === 1 && !(own.valid[row] === 1 && own.cost[row]! <= next.cost[row]!);
      if (!isBetter) continue;
      replace(draft, row, next, row, width);
      draft.timedOut[row] = 0;
    }
    result[index] = { ...draft, delta: { data: draft.delta, shape: own.delta.shape } };
  }
  return result;
}

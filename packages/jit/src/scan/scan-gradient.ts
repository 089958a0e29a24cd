import * as tf from '@tensorflow/tfjs-core';

import { activeRecorder } from '../trace/trace.ts';
import { outsideTape } from '../trace/outside-tape.ts';
import type { RecordedScan } from './recorded-scan.ts';
import type { ScanPlan } from './scan-plan.ts';

/** What a vector-Jacobian product of one step needs: positions, into carries, rows, ys and captured tensors. */
interface Selection {
  /** Carries that pass a gradient on. */
  readonly carries: readonly number[];
  /** Outputs y that receive one. */
  readonly ys: readonly number[];
}

/** Gradients of one step; undefined where there is no influence. */
interface StepGradients {
  readonly carries: readonly (tf.Tensor | undefined)[];
  readonly rows: readonly (tf.Tensor | undefined)[];
  readonly captured: readonly (tf.Tensor | undefined)[];
}

const isFloat = (tensor: tf.Tensor): boolean => tensor.dtype === 'float32';

function positions(tensors: readonly tf.Tensor[], keep: (tensor: tf.Tensor, i: number) => boolean): number[] {
  return tensors.map((_, i) => i).filter((i) => keep(tensors[i]!, i));
}

/** A scalar without meaning whose gradient is the given cotangents: the seed of a vector-Jacobian product. */
function seeded(outputs: tf.Tensor[], cotangents: tf.Tensor[]): tf.Tensor {
  const seed = tf.customGrad(() => ({ value: tf.scalar(0), gradFunc: () => cotangents }));
  return seed(...outputs);
}

/** The vector-Jacobian product of one step of the body. `only` limits what is differentiated, by position. */
function pullBack(
  { plan, captured }: RecordedScan,
  selection: Selection,
  at: { readonly carry: tf.Tensor[]; readonly x: tf.Tensor[] },
  cotangents: tf.Tensor[],
  only: (position: number) => boolean = () => true,
): StepGradients {
  const all = [...at.carry, ...at.x, ...captured];
  const chosen = positions(all, (tensor, i) => isFloat(tensor) && only(i));
  const found = new Map<number, tf.Tensor>();
  if (chosen.length > 0 && cotangents.length > 0) {
    const run = (): tf.Tensor => {
      const { carry, y } = plan.step(at.carry, at.x);
      const outputs = [...selection.carries.map((k) => carry[k]!), ...selection.ys.map((k) => y.leaves[k]!)];
      return seeded(outputs, cotangents);
    };
    const wrt = chosen.map((i) => all[i]!);
    const { grads } = tf.engine().gradients(run, wrt, undefined, true);
    (grads as (tf.Tensor | null | undefined)[]).forEach((gradient, i) => {
      if (gradient !== null && gradient !== undefined) found.set(chosen[i]!, gradient);
    });
  }
  const from = (start: number, count: number): (tf.Tensor | undefined)[] =>
    Array.from({ length: count }, (_, i) => found.get(start + i));
  const [c, x] = [at.carry.length, at.x.length];
  return { carries: from(0, c), rows: from(c, x), captured: from(c + x, captured.length) };
}

/** What the gradient reaches, found by taking it once on the side. */
interface Reach extends Selection {
  readonly rows: readonly number[];
  readonly captured: readonly number[];
  /** Positions TF.js cannot differentiate through the body, with its error, thrown only when asked for. */
  readonly failures: ReadonlyMap<number, unknown>;
}

function findReach(
  scan: RecordedScan,
  start: Selection,
  rowTypes: readonly tf.Tensor[],
  yTypes: readonly tf.Tensor[],
): Reach {
  const recorder = activeRecorder();
  const { plan } = scan;
  const failures = new Map<number, unknown>();
  const attempt = (selection: Selection, only: (position: number) => boolean): StepGradients =>
    outsideTape(() =>
      recorder.within(({ g }) => {
        const stand = (tensor: tf.Tensor): tf.Tensor => recorder.tensor(g.input(recorder.peek(tensor)));
        let gradients: StepGradients = { carries: [], rows: [], captured: [] };
        tf.tidy(() => {
          const at = { carry: plan.init.leaves.map(stand), x: rowTypes.map(stand) };
          const outputs = [
            ...selection.carries.map((k) => plan.init.leaves[k]!),
            ...selection.ys.map((k) => tf.zeros(yTypes[k]!.shape.slice(1))),
          ];
          gradients = pullBack(scan, selection, at, outputs.map(stand), only);
        });
        return gradients;
      }),
    );
  const reached = (selection: Selection): StepGradients => {
    const allowed = (position: number): boolean => !failures.has(position);
    try {
      return attempt(selection, allowed);
    } catch {
      const count = plan.init.leaves.length + rowTypes.length + scan.captured.length;
      for (let position = 0; position < count; position++) {
        try {
          attempt(selection, (other) => other === position);
        } catch (error) {
          failures.set(position, error);
        }
      }
      return attempt(selection, allowed);
    }
  };
  let selection = start;
  for (;;) {
    const gradients = reached(selection);
    const known = new Set(selection.carries);
    const more = positions(plan.init.leaves, (_, k) => gradients.carries[k] !== undefined && !known.has(k));
    if (more.length === 0) {
      const present = (list: StepGradients['rows']): number[] =>
        list.flatMap((gradient, i) => (gradient === undefined ? [] : [i]));
      return { ...selection, rows: present(gradients.rows), captured: present(gradients.captured), failures };
    }
    selection = { ...selection, carries: [...selection.carries, ...more].sort((a, b) => a - b) };
  }
}

function leafList(leaves: tf.Tensor[]): ScanPlan['init'] {
  return {
    leaves,
    paths: leaves.map((_, i) => `gradient ${i}`),
    structure: { kind: 'list', items: leaves.map(() => ({ kind: 'leaf' })) },
  };
}

/**
 * Gradient of a traced scan: a scan in the opposite direction that carries the gradient of the carry and sums
 * up those of captured tensors. Each step recomputes the body from the saved carry and takes its
 * vector-Jacobian product, so memory is one carry per step.
 *
 * @param traced Traces that scan: `tracedScan`, whose gradient this is, handed in since each needs the other.
 */
export const scanGradient =
  (traced: (plan: ScanPlan) => [unknown, unknown]): tf.GradFunc =>
  (dy, _saved, attrs) => {
    const { scan } = attrs as NonNullable<typeof attrs> & { scan: RecordedScan };
    const { plan, captured } = scan;
    const recorder = activeRecorder();
    const nonZero = (tensor: tf.Tensor): boolean => isFloat(tensor) && !recorder.isZero(tensor);
    const carryCount = plan.init.leaves.length;
    const rowCount = plan.xs?.leaves.length ?? 0;

    const dys = Array.isArray(dy) ? dy : [dy];
    const dCarry = dys.slice(0, carryCount);
    const dY = dys.slice(carryCount, carryCount + scan.ys);
    const dHistory = dys.slice(carryCount + scan.ys);
    const steps = plan.xs === null ? [tf.range(0, plan.length, 1, 'int32')] : plan.xs.leaves;
    const rowTypes = steps.map((stacked) => tf.zeros(stacked.shape.slice(1), stacked.dtype));
    const fromHistory = positions(dHistory, nonZero);
    const reach = findReach(
      scan,
      {
        carries: positions(dCarry, (tensor, k) => nonZero(tensor) || fromHistory.includes(k)),
        ys: positions(dY, nonZero),
      },
      rowTypes,
      dY,
    );

    const backward: ScanPlan = {
      length: plan.length,
      reverse: !plan.reverse,
      init: leafList([
        ...reach.carries.map((k) => dCarry[k]!),
        ...reach.captured.map((k) => tf.zerosLike(captured[k]!)),
      ]),
      xs: leafList([
        ...scan.history,
        ...steps,
        ...reach.ys.map((k) => dY[k]!),
        ...fromHistory.map((k) => dHistory[k]!),
      ]),
      step: (state, rows) => {
        const upstream = state.slice(0, reach.carries.length);
        const sums = state.slice(reach.carries.length);
        const x = rows.slice(carryCount, carryCount + steps.length);
        const rest = rows.slice(carryCount + steps.length);
        const local = rest.slice(0, reach.ys.length);
        const direct = rest.slice(reach.ys.length);
        const gradients = pullBack(
          scan,
          reach,
          { carry: rows.slice(0, carryCount), x },
          [...upstream, ...local],
          (position) => !reach.failures.has(position),
        );
        const carry = reach.carries.map((k, i) => {
          const through = gradients.carries[k] ?? tf.zerosLike(upstream[i]!);
          const extra = direct[fromHistory.indexOf(k)];
          return extra === undefined ? through : tf.add(through, extra);
        });
        const totals = reach.captured.map((k, i) => tf.add(sums[i]!, gradients.captured[k]!));
        return { carry: [...carry, ...totals], y: leafList(reach.rows.map((k) => gradients.rows[k]!)) };
      },
    };
    const [state, dRows] = traced(backward) as [tf.Tensor[], tf.Tensor[]];

    const result: Record<string, () => tf.Tensor> = {};
    const provide = (position: number, like: tf.Tensor, gradient: tf.Tensor | undefined): void => {
      result[String(position)] = () => {
        if (reach.failures.has(position)) throw reach.failures.get(position);
        return gradient ?? tf.zeros(like.shape);
      };
    };
    plan.init.leaves.forEach((leaf, k) => provide(k, leaf, state[reach.carries.indexOf(k)]));
    plan.xs?.leaves.forEach((leaf, k) => provide(carryCount + k, leaf, dRows[reach.rows.indexOf(k)]));
    captured.forEach((leaf, k) => {
      const at = reach.captured.indexOf(k);
      const sum = at === -1 ? undefined : state[reach.carries.length + at];
      provide(carryCount + rowCount + k, leaf, sum);
    });
    return result;
  };

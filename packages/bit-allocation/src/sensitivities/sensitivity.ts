import { checkDefinition, functionField, partFields, wordField, type Part } from '@cfq/parts';
import { drawRows, randomStream, takeRows, type CompileScope, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { AllocationError } from '../allocation-error.ts';
import type { LayerSize } from '../allocation.ts';
import type { RecourseRows } from './recourse-points.ts';
import type { MeasurementRows } from './sensitivity-batches.ts';

/** Parameters of a model, by layer; `weight` is what is quantized. */
export type LayeredParameters<Leaf> = {
  readonly [layer: string]: { readonly weight: Leaf; readonly [name: string]: Leaf };
};

/** The full-precision model that is asked, and its layers at few bits. */
export interface MeasuredModel {
  /** Logits [rows, classes] of rows [rows, columns]. Traced; what is compiled from it is shared by its identity. */
  readonly logits: (parameters: LayeredParameters<tf.Tensor>, x: tf.Tensor2D) => tf.Tensor2D;
  readonly parameters: LayeredParameters<NDArray>;
  /** The parameters of one layer when it alone is quantized to `bits`. */
  readonly quantized: (layer: string, bits: number) => LayeredParameters<NDArray>[string];
  /** The loss [rows] of logits [rows, classes] against labels [rows], e.g. a cross-entropy. Traced. */
  readonly rowLosses: (logits: tf.Tensor2D, labels: tf.Tensor1D) => tf.Tensor1D;
  /**
   * The loss [rows] at recourse points against the favourable class, where it is another: labels may be weighted and
   * compared with probabilities, a promise is about the decision. Traced; default `rowLosses`.
   */
  readonly recourseLosses?: MeasuredModel['rowLosses'] | undefined;
}

/** What any sensitivity may be given; each uses what its `needs` says. */
export interface SensitivityProblem {
  readonly layers: readonly LayerSize[];
  /** Bit-widths to try, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
  readonly model: MeasuredModel;
  /** Labelled rows, for a sensitivity that needs rows. */
  readonly rows?: MeasurementRows | undefined;
  /** People and the model's actions for them, for a sensitivity that needs recourse. */
  readonly recourse?: RecourseRows | undefined;
  /** Class that recourse aims at. */
  readonly favourableClass: number;
  /** Draws the rows it is measured on where there are more than it looks at; default 0. */
  readonly seed?: number | undefined;
  /** Rows a batch, a positive whole number; default 1024, or all rows if fewer. */
  readonly batchSize?: number | undefined;
  /** Where graphs are compiled; default: for this call alone. */
  readonly scope?: CompileScope | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each trial or batch with those done and their total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What the model loses when one layer alone is quantized, for every layer and bit-width. */
export interface SensitivityTable {
  readonly layers: readonly LayerSize[];
  /** Bit-widths, in the order of the columns. */
  readonly candidates: readonly number[];
  /** Mean loss of the full-precision model on the same rows. */
  readonly baseline: number;
  /** `lossIncrease[layer][candidate]`: mean loss with only that layer quantized, minus the baseline. May be negative. */
  readonly lossIncrease: readonly (readonly number[])[];
  /** Rows that the means are taken over. */
  readonly rows: number;
}

/** What a sensitivity measures on: labelled rows, or the points that the model's own recourse leads to. */
export type SensitivityNeeds = 'rows' | 'recourse';

/** A way to say what every layer and bit-width costs. */
export interface Sensitivity extends Part<'sensitivity'> {
  readonly needs: SensitivityNeeds;
  /** Rows it is measured on at most, drawn by the seed of the problem; `Infinity` for all. */
  readonly rowLimit: number;
  /**
   * The table of a model, all layers by all candidates.
   *
   * @throws AllocationError when what it needs is missing or malformed, or a loss is NaN; the signal's reason when aborted.
   */
  measure(problem: SensitivityProblem): Promise<SensitivityTable>;
}

/** What {@link defineSensitivity} makes a part of: a {@link Sensitivity} whose `measure` finds what it needs. */
export interface SensitivityDefinition<Name extends string, Needs extends SensitivityNeeds> extends Omit<
  Sensitivity,
  'part' | 'name' | 'needs' | 'measure'
> {
  readonly name: Name;
  readonly needs: Needs;
  measure(
    problem: SensitivityProblem & { readonly [Need in Needs]: NonNullable<SensitivityProblem[Need]> },
  ): Promise<SensitivityTable>;
}

const inputs: { readonly [Needs in SensitivityNeeds]: string } = {
  rows: 'labelled rows',
  recourse: 'recourse: people and the actions of the model for them',
};

const fields = {
  ...partFields,
  needs: wordField(Object.keys(inputs)),
  rowLimit: {
    expected: 'a whole number from 1, or Infinity',
    fits: (value: unknown) => value === Infinity || (Number.isSafeInteger(value) && Number(value) > 0),
  },
  measure: functionField,
};

/**
 * A sensitivity as a part that methods can be made of. What it needs is checked at every call, and where there are more rows
 * than its limit, so many are drawn before it is called.
 *
 * @throws AllocationError for a definition that is not whole.
 */
export function defineSensitivity<const Name extends string, Needs extends SensitivityNeeds>(
  definition: SensitivityDefinition<Name, Needs>,
): Sensitivity & { readonly name: Name } {
  checkDefinition('defineSensitivity', definition, fields, AllocationError);
  const { name, needs, rowLimit } = definition;
  return {
    ...definition,
    part: 'sensitivity',
    async measure(problem) {
      const given = problem[needs];
      if (given === undefined) {
        throw new AllocationError(`${name}: needs ${inputs[needs]} (got none). Pass ${needs}.`);
      }
      const some = limited(problem, rowLimit);
      return definition.measure({ ...some, [needs]: some[needs] } as Parameters<
        typeof definition.measure
      >[0]);
    },
  };
}

/** The problem on rows drawn by its seed. */
function limited(problem: SensitivityProblem, most: number): SensitivityProblem {
  const { rows, recourse, seed = 0 } = problem;
  const drawn = (what: SensitivityNeeds, x: NDArray): Int32Array =>
    drawRows(randomStream(seed, 'sensitivity', what), { rows: x.shape[0] ?? 0, most });
  return {
    ...problem,
    rows: rows && onRows(rows, drawn('rows', rows.x)),
    recourse: recourse && onRecourse(recourse, drawn('recourse', recourse.factual)),
  };
}

/** Labelled rows by number; as they are where there are no fewer, so that what is malformed is found where it is used. */
function onRows(rows: MeasurementRows, drawn: Int32Array): MeasurementRows {
  if (drawn.length >= (rows.x.shape[0] ?? 0)) return rows;
  return { x: takeRows(rows.x, drawn), labels: Array.from(drawn, (row) => rows.labels[row]!) };
}

function onRecourse(recourse: RecourseRows, drawn: Int32Array): RecourseRows {
  const { factual, delta, valid } = recourse;
  if (drawn.length >= (factual.shape[0] ?? 0) || delta.shape[0] !== factual.shape[0]) return recourse;
  return {
    factual: takeRows(factual, drawn),
    delta: takeRows(delta, drawn),
    valid: valid && Array.from(drawn, (row) => valid[row]!),
  };
}

/** A model whose losses are those at recourse points. */
export function atRecourse(model: MeasuredModel): MeasuredModel {
  return { ...model, rowLosses: model.recourseLosses ?? model.rowLosses };
}

import { AllocationError } from '../allocation-error.ts';
import { defaultCandidates, type LayerSize } from '../allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';
import { sensitivityBatches, type MeasurementRows, type SensitivityBatch } from './sensitivity-batches.ts';
import type { SensitivityTable } from './sensitivity.ts';

/** The loss of a batch and its gradient to the weights of every layer, both weighted **sums** over rows. */
export interface LossGradients {
  readonly loss: number;
  /** By layer, one number a weight. */
  readonly gradients: Readonly<Record<string, ArrayLike<number>>>;
}

/** Differentiates the full-precision loss on a batch of fixed size; wrap a jitted `valueAndGrad`. */
export type EvaluateGradients = (batch: SensitivityBatch) => Promise<LossGradients> | LossGradients;

/**
 * `'first-order'`: `|⟨g, Δ⟩|`, what the tangent predicts, in units of the loss. `'squared-gradient'`: `Σ_i (g_i Δ_i)²`, which
 * ignores that errors of opposite signs may cancel.
 */
export type GradientForm = 'first-order' | 'squared-gradient';

/** What {@link predictLossIncrease} predicts from. */
export interface LossPredictionProblem extends MeasurementRows {
  readonly layers: readonly LayerSize[];
  /** Bit-widths to predict, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
  readonly evaluate: EvaluateGradients;
  /** `Δ = Q_b(w) − w` of a layer at a bit-width, one number a weight. */
  readonly error: (layer: string, bits: number) => ArrayLike<number>;
  /** Default `'first-order'`. */
  readonly form?: GradientForm | undefined;
  /** Rows a batch, a positive whole number; default 1024, or all rows if fewer. */
  readonly batchSize?: number | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch with the batches done and their number. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** `|⟨g, Δ⟩|` or `Σ (g Δ)²`, in float64. */
const forms: Readonly<Record<GradientForm, (gradient: Float64Array, error: ArrayLike<number>) => number>> = {
  'first-order': (gradient, error) =>
    Math.abs(gradient.reduce((sum, slope, index) => sum + slope * error[index]!, 0)),
  'squared-gradient': (gradient, error) =>
    gradient.reduce((sum, slope, index) => sum + (slope * error[index]!) ** 2, 0),
};

/**
 * What quantizing one layer is predicted to cost on labelled rows, from one gradient of the full-precision model: with
 * `g_l = ∇_{w_l} E[ℓ(f(x), y)]` and `Δ_{l,b} = Q_b(w_l) − w_l`, either `|⟨g_l, Δ_{l,b}⟩|` or `Σ_i (g_{l,i} Δ_{l,b,i})²`.
 * The core of every predicted sensitivity.
 *
 * One backward pass serves every layer and width, where measuring takes a forward pass for each. It is a prediction and
 * can be far off: rounding errors are not small, and at a minimum of the loss the gradient says nothing. `lossIncrease`
 * holds the predictions, `baseline` the mean loss as it is.
 *
 * @param caller name of the sensitivity, for messages.
 * @throws AllocationError for malformed input, no row, or a gradient or error that is not finite; the signal's reason when
 *   aborted.
 */
export async function predictLossIncrease(
  caller: string,
  problem: LossPredictionProblem,
): Promise<SensitivityTable> {
  const { layers, candidates = defaultCandidates, evaluate, error, signal, onProgress } = problem;
  assertLayers(caller, layers);
  assertCandidates(caller, candidates);
  const { form = 'first-order' } = problem;
  if (!Object.hasOwn(forms, form)) {
    throw new AllocationError(
      `${caller}: unknown form (expected one of ${Object.keys(forms).join(', ')}, got "${form as string}").`,
    );
  }
  const batches = sensitivityBatches(caller, problem, problem.batchSize);
  const rows = problem.labels.length;
  const gradients = layers.map(({ parameters }) => new Float64Array(parameters));
  let loss = 0;
  for (const [index, batch] of batches.entries()) {
    signal?.throwIfAborted();
    const outcome = await evaluate(batch);
    loss += outcome.loss;
    layers.forEach(({ layer, parameters }, at) => {
      const part = outcome.gradients[layer];
      assertNumbers(caller, `the gradient of "${layer}"`, part, parameters);
      for (let weight = 0; weight < parameters; weight += 1) gradients[at]![weight]! += part[weight]! / rows;
    });
    onProgress?.(index + 1, batches.length);
  }
  const lossIncrease = layers.map(({ layer, parameters }, at) =>
    candidates.map((bits) => {
      const change = error(layer, bits);
      assertNumbers(caller, `the error of "${layer}" at ${bits} bits`, change, parameters);
      return forms[form](gradients[at]!, change);
    }),
  );
  return { layers, candidates, baseline: loss / rows, lossIncrease, rows };
}

function assertNumbers(
  caller: string,
  what: string,
  values: ArrayLike<number> | undefined,
  count: number,
): asserts values is ArrayLike<number> {
  if (values?.length === count && Array.from(values).every(Number.isFinite)) return;
  throw new AllocationError(
    `${caller}: ${what} must be a finite number a weight (expected ${count}, got ` +
      `${values === undefined ? 'none' : `${values.length}, or one that is not finite`}). Look at the model.`,
  );
}

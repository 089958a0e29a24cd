import type { Split } from '@cfq/datasets';
import { ndarray, type NDArray } from '@cfq/jit';
import { chooseDecision } from '../decision/choose-decision.ts';
import { settleClassWeights, type ClassWeights } from '../decision/class-weights.ts';
import { foldDecision, type Decision } from '../decision/decision.ts';
import { evenOdds, type DecisionRule } from '../decision/decision-rule.ts';
import { oneStandardError } from '../decision/one-standard-error.ts';
import { labelWeight, weightedLosses } from '../model/classification-scores.ts';
import { logisticRegression } from '../model/logistic-regression.ts';
import { teacherScores } from '../model/teacher-scores.ts';
import { assertEnoughRows } from '../decision/assert-enough-rows.ts';
import { TrainingError } from '../training-error.ts';
import { solvePenalisedLogistic, type PenalisedLogistic } from './penalised-logistic.ts';
import { crossValidatedLosses } from './cross-validated-losses.ts';
import { sparseRows, timesCoefficients, type SparseRows } from './sparse-rows.ts';
import type { Model, ModelParameters } from '../model/model.ts';
import type { Teacher } from '../model/teacher.ts';

/** What {@link fitReference} learns from. */
export interface FitReferenceProblem {
  readonly dataset: { readonly train: Pick<Split, 'x' | 'y'>; readonly validation: Pick<Split, 'x' | 'y'> };
  /** Seed of what is done with it later, such as finding its recourse; default 0. Nothing here is random. */
  readonly seed?: number | undefined;
  /** How its cut-off is found; default even odds. */
  readonly decision?: DecisionRule | undefined;
  /** Default `'none'`. */
  readonly classWeights?: ClassWeights | undefined;
  /** Weights of the L2 penalty to choose from, positive; default five from 0.01 to 3. */
  readonly decays?: readonly number[] | undefined;
  /** Its model, where one is at hand: a logistic regression of two classes; default a new one. */
  readonly model?: Model | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Penalties of the path, `1 / C`. It ends at 3: where validation rows are few they hardly tell apart what lies beyond, and there
 * probabilities shrink towards the base rate until next to nobody is denied.
 */
const defaultDecays: readonly number[] = [0.01, 0.1, 0.3, 1, 3];

/**
 * Most training rows whose penalty is chosen by cross-validation. A hundred validation rows tell penalties apart so badly
 * that the largest one within a standard error denies hardly anybody; with thousands they do well, and cost less.
 */
const mostCrossValidated = 5000;

/**
 * A logistic regression with an L2 penalty, solved to its optimum on encoded rows: what any teacher of the same rows
 * should reach. The minimum of `Σ s_i CE_i + decay/2 ‖w‖²`, `w` the log-odds a column, the bias not penalised (in
 * scikit-learn `LogisticRegression(C=1/decay)`). Of a short path of penalties it is the largest within one standard error
 * of the lowest loss: of five-fold cross-validation on up to 5000 training rows, of the validation rows beyond. It is a {@link Teacher}: whatever takes one takes it.
 *
 * @throws TrainingError for too few rows of a class or a penalty that is not positive; the signal's reason when aborted.
 */
export function fitReference(problem: FitReferenceProblem): Promise<Teacher> {
  return new Promise((resolve) => {
    resolve(solve(problem));
  });
}

function solve({
  dataset: { train, validation },
  seed = 0,
  decision: rule = evenOdds,
  classWeights = 'none',
  decays = defaultDecays,
  model = logisticRegression({ inputWidth: train.x.shape[1] }),
  signal,
}: FitReferenceProblem): Teacher {
  const began = performance.now();
  assertEnoughRows('fitReference', { train, validation });
  const wrong = decays.find((decay) => !(decay > 0 && Number.isFinite(decay)));
  if (wrong !== undefined || decays.length === 0) {
    throw new TrainingError(
      `fitReference: decay of a logistic regression is positive, so that its optimum is finite (expected one or more ` +
        `numbers above 0, got ${String(wrong ?? 'none')}). Set it.`,
    );
  }
  const weights = settleClassWeights(classWeights, train.y);
  const x = sparseRows(train.x);
  const held = sparseRows(validation.x);
  const rowWeights = Float64Array.from(train.y, (label) => labelWeight(label, weights));
  let start: Float64Array | undefined;
  const runs = [...decays]
    .sort((a, b) => b - a)
    .map((decay) => {
      signal?.throwIfAborted();
      const found = solvePenalisedLogistic({
        x,
        labels: train.y,
        weights: rowWeights,
        penalty: decay,
        start,
      });
      start = found.coefficients;
      const uncut = { decision: { logit: 0 }, classWeights: weights };
      const losses = weightedLosses(logitsOf(held, found), validation.y, uncut);
      return { decay, found, losses };
    });
  const { decay } =
    train.x.shape[0] <= mostCrossValidated && runs.length > 1
      ? oneStandardError(crossValidatedLosses({ x, labels: train.y, weights: rowWeights, runs }))
      : oneStandardError(runs);
  const { found } = runs.find((run) => run.decay === decay)!;
  const margins = timesCoefficients(held, found.coefficients);
  const decision = chooseDecision({ rule, margins, labels: validation.y });
  const rules = { decision, classWeights: weights };
  const total = validation.y.reduce((sum, label) => sum + labelWeight(label, weights), 0);
  return {
    model,
    parameters: parametersOf(model, found, decision),
    seed,
    ...rules,
    scores: teacherScores(logitsOf(held, found, decision), validation.y, rules),
    training: {
      decay,
      path: runs
        .map(({ decay: tried, losses, found: { converged } }) => ({
          decay: tried,
          loss: losses.reduce((sum, loss) => sum + loss, 0) / total,
          converged,
        }))
        .reverse(),
      learningRate: 0,
      epochs: found.iterations,
      bestEpoch: found.iterations,
      converged: found.converged,
      history: [],
      seconds: (performance.now() - began) / 1000,
    },
  };
}

/** Two logits a row, half the log-odds up and half down. */
function logitsOf(
  x: SparseRows,
  { coefficients }: PenalisedLogistic,
  { logit }: Pick<Decision, 'logit'> = { logit: 0 },
): NDArray {
  const odds = timesCoefficients(x, coefficients);
  return ndarray(
    Float32Array.from({ length: 2 * x.rows }, (_, at) => {
      const half = odds[at >> 1]! / 2;
      return at % 2 === 1 ? half - logit : -half;
    }),
    [x.rows, 2],
  );
}

/** The coefficients as a dense layer of two logits, half the log-odds each: the smallest weights that give them. */
function parametersOf(
  model: Model,
  { coefficients }: PenalisedLogistic,
  decision: Decision,
): ModelParameters {
  const width = model.inputWidth;
  const halves = (from: number, to: number): Float32Array =>
    Float32Array.from(coefficients.subarray(from, to)).reduce(
      (all, value, index) => {
        all[2 * index] = -value / 2;
        all[2 * index + 1] = value / 2;
        return all;
      },
      new Float32Array(2 * (to - from)),
    );
  const [{ layer }] = model.layers as [Model['layers'][number]];
  const parameters = {
    [layer]: {
      weight: ndarray(halves(0, width), [width, 2]),
      bias: ndarray(halves(width, width + 1), [2]),
    },
  };
  return foldDecision(model, parameters, decision);
}

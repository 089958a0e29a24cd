import { mlp } from './mlp.ts';
import type { Model } from './model.ts';

/** Shape of a logistic regression. */
export interface LogisticRegressionOptions {
  /** Encoded columns of the data set; a positive integer. */
  readonly inputWidth: number;
  /** Number of classes, at least 2; default 2. */
  readonly classes?: number;
}

/**
 * Multinomial logistic regression, `x W + b`: one quantized matrix and no hidden activation.
 *
 * @throws TrainingError when `inputWidth` is not a positive integer or there are fewer than two classes.
 */
export function logisticRegression({ inputWidth, classes = 2 }: LogisticRegressionOptions): Model {
  return { ...mlp({ inputWidth, hidden: [], classes }), name: `logistic:${inputWidth}-${classes}` };
}

import { favourableClass } from '../model/favourable-class.ts';
import { choleskyFactor, type CholeskyFactor } from './cholesky.ts';
import { lowerGram, timesGram, type FullRows } from './full-rows.ts';
import { sumOfRows, timesCoefficients, weightedGram, type SparseRows } from './sparse-rows.ts';

/** What {@link solvePenalisedLogistic} minimises. */
export interface PenalisedLogisticProblem {
  readonly x: SparseRows;
  /** Labels [n]. */
  readonly labels: Int32Array;
  /** What each row weighs [n]. */
  readonly weights: Float64Array;
  /** Weight of half the squared length of the coefficients, positive: `1 / C` of scikit-learn. */
  readonly penalty: number;
  /** Coefficients [d + 1] to start from, the bias last; default zeros. */
  readonly start?: Float64Array | undefined;
  /** The factor of a Hessian that may be much like this one's, of rows as full; default that of the Hessian at the start. */
  readonly factor?: CholeskyFactor | undefined;
  /** Gradient entries, of the mean objective, that count as zero; default 1e-9. */
  readonly tolerance?: number | undefined;
}

/** The minimum. */
export interface PenalisedLogistic {
  /** Coefficients [d + 1], the bias last: log-odds of the favourable class are `x w + b`. */
  readonly coefficients: Float64Array;
  /** Largest entry of the gradient there, of the objective divided by the rows. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** Whether the gradient is as good as zero. */
  readonly converged: boolean;
  /** The last factor that linear systems were preconditioned with; undefined where it was their diagonal. */
  readonly factor: CholeskyFactor | undefined;
}

/** Most Newton steps; most steps of one linear system. */
const [mostIterations, mostInner] = [100, 400];

/** `log(1 + e^z)` without overflow. */
const softplus = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
};

/** `a + factor · b`. */
const plus = (a: Float64Array, b: Float64Array, factor: number): Float64Array =>
  a.map((value, index) => value + factor * b[index]!);

/**
 * Penalised logistic regression at its optimum: the minimum over `w`, `b` of
 * `Σ_i s_i log(1 + exp(−t_i (x_i w + b))) + p/2 ‖w‖²`, `t = ±1`, the bias not penalised, in float64. It is unique and
 * finite where there is a row of each class, for separable rows too.
 *
 * A Newton method whose linear systems are solved by conjugate gradients as far as is worth it (Lin, Weng & Keerthi
 * 2008, "Trust Region Newton Method for Large-Scale Logistic Regression", with a line search in the place of the
 * region), preconditioned by the diagonal. Where rows are full and wide, as many numbers make them, forming the matrix for
 * every system costs more than solving it, and its diagonal says too little of it: there the factor of the Hessian at one
 * point serves as long as systems are solved in few steps, also of other subsets of the rows.
 */
export function solvePenalisedLogistic(problem: PenalisedLogisticProblem): PenalisedLogistic {
  const { x, labels, weights, tolerance = 1e-9 } = problem;
  const { rows, width } = x;
  const penalty = problem.penalty / rows;
  const mean = weights.map((weight) => weight / rows);
  const sign = Float64Array.from(labels, (label) => (label === favourableClass ? 1 : -1));
  const squared: SparseRows = { ...x, values: x.values.map((value) => value * value) };

  const objective = (at: Float64Array, logits: Float64Array): number => {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += mean[row]! * softplus(-sign[row]! * logits[row]!);
    for (let column = 0; column < width; column += 1) sum += (penalty / 2) * at[column]! ** 2;
    return sum;
  };
  const penalised = (sums: Float64Array, at: Float64Array): Float64Array =>
    sums.map((value, index) => (index < width ? value + penalty * at[index]! : value));

  let at = problem.start ?? new Float64Array(width + 1);
  let logits = timesCoefficients(x, at);
  let value = objective(at, logits);
  let factor = problem.factor;
  for (let iteration = 0; ; iteration += 1) {
    const residuals = logits.map((z, row) => -mean[row]! * sign[row]! * sigmoid(-sign[row]! * z));
    const gradient = penalised(sumOfRows(x, residuals), at);
    const gradientNorm = gradient.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    const converged = gradientNorm <= tolerance;
    const result = { coefficients: at, gradientNorm, iterations: iteration, converged, factor };
    if (converged || iteration === mostIterations) return result;
    const curvature = logits.map((z, row) => mean[row]! * sigmoid(z) * sigmoid(-z));
    const data = hessianTimes(x, curvature);
    if (x.full !== undefined) factor ??= factorOf(x.full, curvature, penalty);
    const solver = factor;
    const diagonal = sumOfRows(squared, curvature).map(
      (entry, index) => entry + (index < width ? penalty : 0),
    );
    const { step, steps } = conjugateGradients({
      gradient,
      times: (v) => penalised(data(v), v),
      precondition:
        solver === undefined
          ? (v) => v.map((entry, index) => entry / Math.max(diagonal[index]!, 1e-300))
          : (v) => solver.solve(v),
    });
    if (steps > mostOfFactor) factor = undefined;
    const slope = dot(gradient, step);
    let length = 1;
    for (;;) {
      const next = plus(at, step, length);
      const nextLogits = timesCoefficients(x, next);
      const nextValue = objective(next, nextLogits);
      // Near the optimum the objective changes by less than its rounding: what Newton proposes is taken there.
      if (nextValue <= value + 1e-4 * length * slope + 1e-14 * Math.abs(value)) {
        [at, logits, value] = [next, nextLogits, nextValue];
        break;
      }
      length /= 2;
      if (length < 1e-10) return result;
    }
  }
}

/** `1 / (1 + e^{−z})`. */
function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

/** Widest rows for which the matrix itself is summed up: later products with it cost no pass over the rows. */
const widestMatrix = 512;

/** Steps of a linear system beyond which its factor is that of too different a Hessian. */
const mostOfFactor = 100;

/** The factor of the whole Hessian. */
function factorOf(x: FullRows, curvature: Float64Array, penalty: number): CholeskyFactor {
  const size = x.width + 1;
  const matrix = lowerGram(x, curvature);
  for (let column = 0; column < x.width; column += 1) matrix[column * (size + 1)]! += penalty;
  return choleskyFactor(matrix, size);
}

/** The Hessian of the data `Σ_i c_i (x_i, 1)(x_i, 1)ᵀ` as a product with a vector. */
function hessianTimes(x: SparseRows, curvature: Float64Array): (vector: Float64Array) => Float64Array {
  const { full } = x;
  if (full !== undefined) return (vector) => timesGram(full, curvature, vector);
  if (x.width > widestMatrix) {
    return (vector) =>
      sumOfRows(
        x,
        timesCoefficients(x, vector).map((product, row) => product * curvature[row]!),
      );
  }
  const size = x.width + 1;
  const matrix = weightedGram(x, curvature);
  return (vector) => {
    const product = new Float64Array(size);
    for (let row = 0; row < size; row += 1) {
      let sum = 0;
      for (let column = 0; column < size; column += 1) sum += matrix[row * size + column]! * vector[column]!;
      product[row] = sum;
    }
    return product;
  };
}

interface NewtonSystem {
  readonly gradient: Float64Array;
  /** The Hessian times a vector. */
  readonly times: (vector: Float64Array) => Float64Array;
  /** A vector times what is nearly the inverse of the Hessian. */
  readonly precondition: (vector: Float64Array) => Float64Array;
}

/** The step `H s = −g`, nearer the nearer the optimum, and how many steps it took to find. */
function conjugateGradients({ gradient, times, precondition }: NewtonSystem): {
  readonly step: Float64Array;
  readonly steps: number;
} {
  const first = Math.sqrt(dot(gradient, gradient));
  const goal = first * Math.min(0.1, Math.sqrt(first));
  let step: Float64Array = new Float64Array(gradient.length);
  let residual: Float64Array = gradient.map((entry) => -entry);
  let direction = precondition(residual);
  let energy = dot(residual, direction);
  let steps = 0;
  while (steps < mostInner) {
    steps += 1;
    const image = times(direction);
    const bend = dot(direction, image);
    if (!(bend > 0)) break;
    const length = energy / bend;
    step = plus(step, direction, length);
    residual = plus(residual, image, -length);
    if (Math.sqrt(dot(residual, residual)) <= goal) break;
    const preconditioned = precondition(residual);
    const next = dot(residual, preconditioned);
    direction = plus(preconditioned, direction, next / energy);
    energy = next;
  }
  return { step, steps };
}

import { advise, type AdvisedModel } from '@cfq/advice';
import type { ReadableRow } from '@cfq/datasets';
import { createCompileScope, type TensorTree } from '@cfq/jit';
import { decodeWeights, type Network } from '@cfq/network';
import { exact, type ProofOutcome } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import type { LiveStart } from './live-data.ts';
import { liveMargins } from './live-model.ts';
import { restoreNetwork } from './stored-network.ts';
import { withoutLevels } from './without-levels.ts';

/** What a reader of the live page asks for. */
export interface LiveQuestion {
  readonly values: ReadableRow;
  /** κ: the logit margin that the promise is to reach. */
  readonly kappa: number;
  /** Features that stay as they are. */
  readonly lock: readonly string[];
  /** The most that a numeric feature may change, in raw units. */
  readonly caps: Readonly<Record<string, number>>;
  /** Categories and levels that nobody is asked to move to, by feature. */
  readonly forbidden: Readonly<Record<string, readonly string[]>>;
}

/** One change of a promise, in raw values. */
interface LiveChange {
  readonly feature: string;
  readonly from: string | number | null;
  readonly to: string | number | null;
  readonly unit?: string | undefined;
}

/** What the reader is told: plain data, as it leaves the worker. */
export interface LiveAnswer {
  readonly outcome: 'approved' | ProofOutcome;
  /** Empty without a promise. */
  readonly changes: readonly LiveChange[];
  /** L1: a standard deviation, or a category, costs 1; NaN without a promise. */
  readonly cost: number;
  /** No action costs less; Infinity where there is none. */
  readonly lowerBound: number;
  /** Of the teacher afterwards; NaN without a promise. */
  readonly margin: number;
  /** Every raw value afterwards; those of the question without a promise. */
  readonly values: ReadableRow;
}

/** Milliseconds that a promise may take. */
const patience = 8000;

function logits(parameters: TensorTree, x: tf.Tensor2D): tf.Tensor2D {
  const layers = parameters as readonly { readonly w: tf.Tensor2D; readonly b: tf.Tensor1D }[];
  return layers.reduce<tf.Tensor2D>((h, { w, b }, layer) => {
    const sums: tf.Tensor2D = tf.add(tf.matMul(h, w), b);
    return layer < layers.length - 1 ? tf.relu(sums) : sums;
  }, x);
}

function advisedModel(network: Network, { featureSpace, dataset }: LiveStart): AdvisedModel {
  const parameters = network.layers.map(({ weight, bias }) => ({
    w: decodeWeights(weight),
    b: { data: bias, shape: [bias.length] },
  }));
  return {
    name: dataset,
    featureSpace,
    file: { name: dataset, sha256: '' },
    margins: (x) => Promise.resolve(liveMargins(network, x)),
    traced: { logits, parameters, network, favourableClass: 1 },
    answersApart: true,
  };
}

/**
 * What would help one person after another on the teacher of the live page: the cheapest action that is permitted, and what
 * is proven of it, by `exact`. Every action has been asked of the plain loops of `referenceLogits`, in raw values.
 */
export function liveAdviser(start: LiveStart): (question: LiveQuestion) => Promise<LiveAnswer> {
  const model = advisedModel(restoreNetwork(start.teacher), start);
  const scope = createCompileScope();
  return async ({ values, kappa, lock, caps, forbidden }) => {
    let proof: { outcome: ProofOutcome; lowerBound: number } | undefined;
    const solver = {
      ...exact,
      async solve(problem: Parameters<typeof exact.solve>[0]) {
        const result = await exact.solve(problem);
        const found = result.byMargin[0]!.proof!;
        // A second search aims beyond κ where the first did not hold in raw values; the first one's bound is the true one.
        proof ??= { outcome: found.outcome[0]!, lowerBound: found.lowerBound[0]! };
        return result;
      },
    };
    const { policy } = start;
    const features = { ...policy.features };
    for (const [name, levels] of Object.entries(forbidden)) {
      const { categories, labels } = start.featureSpace.features.find((one) => one.name === name)!;
      features[name] = withoutLevels(features[name] ?? {}, levels, categories ?? labels ?? []);
    }
    const [advice] = await advise({
      ...{ model, solver, scope, promised: kappa, deadline: patience },
      people: [{ values, line: null }],
      policy: { ...policy, features },
      rules: { lock, maxChange: Object.entries(caps).map(([feature, amount]) => ({ feature, amount })) },
    });
    const [way] = advice!.alternatives;
    const none = { changes: [], cost: NaN, margin: NaN, values };
    if (advice!.outcome === 'approved') return { ...none, outcome: 'approved', lowerBound: 0 };
    const { outcome, lowerBound } = proof ?? { outcome: 'timed out' as const, lowerBound: 0 };
    if (way === undefined) {
      return { ...none, outcome: outcome === 'infeasible' ? outcome : 'timed out', lowerBound };
    }
    const isCheapest = outcome === 'optimal' && way.cost - lowerBound <= 1e-3 * Math.max(1, way.cost);
    return {
      outcome: isCheapest ? 'optimal' : 'gap',
      changes: way.changes.map(({ feature, from, to, unit }) => ({ feature, from, to, unit })),
      ...{ cost: way.cost, margin: way.margin, values: way.values },
      lowerBound: Math.min(lowerBound, way.cost),
    };
  };
}

import { advise, type AdvisedModel } from '@cfq/advice';
import type { ReadableRow } from '@cfq/datasets';
import type { ActionChange } from '@cfq/evaluation';
import { createCompileScope, type TensorTree } from '@cfq/jit';
import { decodeWeights, type Network } from '@cfq/network';
import { exact, type ProofOutcome } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import type { LiveStart } from './live-data.ts';
import { liveMargins } from './live-model.ts';
import { withoutLevels } from './without-levels.ts';

/** What a reader of the live page permits, and how hard it is. */
export interface LiveRules {
  /** κ: the logit margin that the promise is to reach. */
  readonly kappa: number;
  /** Features that stay as they are. */
  readonly lock: readonly string[];
  /** What advice may reach of a numeric feature, in raw units: not below the first, not above the second; null leaves a side open. */
  readonly bounds: Readonly<Record<string, readonly [number | null, number | null]>>;
  /** Categories and levels that nobody is asked to move to, by feature. */
  readonly forbidden: Readonly<Record<string, readonly string[]>>;
  /** How hard changes are for this person, > 0 by feature; 1 of what is not named. They multiply the cost. */
  readonly efforts: Readonly<Record<string, number>>;
}

/** What a reader of the live page asks for. */
export interface LiveQuestion extends LiveRules {
  readonly values: ReadableRow;
  /** How many different ways are asked for, an integer from 1. */
  readonly ways: number;
}

/** One way to a yes. */
export interface LiveWay {
  readonly changes: readonly ActionChange[];
  /** L1: a standard deviation, or a category, costs 1 times its effort. */
  readonly cost: number;
  /** Of the teacher afterwards. */
  readonly margin: number;
  /** Every raw value afterwards. */
  readonly values: ReadableRow;
}

/** What the reader is told: plain data, as it leaves the worker. */
export interface LiveAnswer {
  readonly outcome: 'approved' | ProofOutcome;
  /** Empty without a promise. */
  readonly changes: readonly ActionChange[];
  /** L1: a standard deviation, or a category, costs 1 times its effort; NaN without a promise. */
  readonly cost: number;
  /** No action costs less; Infinity where there is none. */
  readonly lowerBound: number;
  /** Of the teacher afterwards; NaN without a promise. */
  readonly margin: number;
  /** Every raw value afterwards; those of the question without a promise. */
  readonly values: ReadableRow;
  /** Other ways, which change other features; the cheapest first. */
  readonly others: readonly LiveWay[];
}

/** Milliseconds that a promise may take, where nobody says. */
const usualPatience = 8000;

/** Rows of one call of the network at most; the loops compute those that are asked about alone. */
const chunk = 64;

function logits(parameters: TensorTree, x: tf.Tensor2D): tf.Tensor2D {
  const layers = parameters as readonly { readonly w: tf.Tensor2D; readonly b: tf.Tensor1D }[];
  return layers.reduce<tf.Tensor2D>((h, { w, b }, layer) => {
    const sums: tf.Tensor2D = tf.add(tf.matMul(h, w), b);
    return layer < layers.length - 1 ? tf.relu(sums) : sums;
  }, x);
}

/** What an adviser needs to know beside the network. */
export type LiveScene = Pick<LiveStart, 'dataset' | 'featureSpace' | 'policy'>;

function advisedModel(network: Network, { featureSpace, dataset }: LiveScene): AdvisedModel {
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
 *
 * @param patience Milliseconds that a promise may take; then what was found by then is told, with what is proven of it.
 */
export function liveAdviser(
  start: LiveScene,
  teacher: Network,
  patience = usualPatience,
): (question: LiveQuestion) => Promise<LiveAnswer> {
  const model = advisedModel(teacher, start);
  const scope = createCompileScope();
  return async ({ values, kappa, lock, bounds, forbidden, efforts, ways }) => {
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
      ...{ model, solver, scope, promised: kappa, alternatives: ways, deadline: patience },
      // ONNX Runtime would be loaded for a few hundred rows.
      solverOptions: { executor: 'loops' as const, chunk },
      people: [{ values, line: null }],
      policy: { ...policy, features },
      rules: { lock, efforts, bounds },
    });
    const [way, ...others] = advice!.alternatives.map(
      ({ changes, cost, margin, values: after }): LiveWay => ({
        ...{ changes, cost, margin, values: after },
      }),
    );
    const none = { changes: [], cost: NaN, margin: NaN, values, others: [] };
    if (advice!.outcome === 'approved') return { ...none, outcome: 'approved', lowerBound: 0 };
    const { outcome, lowerBound } = proof ?? { outcome: 'timed out' as const, lowerBound: 0 };
    if (way === undefined) {
      return { ...none, outcome: outcome === 'infeasible' ? outcome : 'timed out', lowerBound };
    }
    const isCheapest = outcome === 'optimal' && way.cost - lowerBound <= 1e-3 * Math.max(1, way.cost);
    return {
      outcome: isCheapest ? 'optimal' : 'gap',
      ...way,
      others,
      lowerBound: Math.min(lowerBound, way.cost),
    };
  };
}

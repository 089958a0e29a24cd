import { randomStream } from '@cfq/jit';
import { AllocationError } from '../../allocation-error.ts';
import type { Allocation } from '../../allocation.ts';
import { defaultCandidates } from '../../allocation.ts';
import { assertCandidates } from '../../assert-candidates.ts';
import { assertLayers } from '../../assert-layers.ts';
import { resourceOf } from '../../costs/resource-of.ts';
import type { BudgetProblem } from '../budget-problem.ts';
import { ddpgAgent, type Transition } from './ddpg-agent.ts';
import { layerStates } from './layer-states.ts';
import { withinCapacity } from './within-capacity.ts';

/** Arguments of {@link haqSearch}. */
export interface HaqProblem extends BudgetProblem {
  /** Allocations the agent proposes, a whole number from 1; default 150. */
  readonly episodes?: number | undefined;
  /** Draws the agent and its exploration; default 0. */
  readonly seed?: number | undefined;
}

/** Share of the episodes that are drawn at random, before the agent is asked. */
const warmUp = 0.3;
/** Standard deviation of the noise on actions, at first and as it falls from episode to episode. */
const noise = { start: 0.5, decay: 0.98 };
const batchSize = 16;

/**
 * A search for an allocation by an agent that learns from what its proposals lose: layer by layer an actor says how wide,
 * what exceeds the budget is narrowed, and every decision of the episode is rewarded by how much less than usual the whole
 * allocation loses. The loss of an allocation may be anything, such as that of the network with all layers rounded at once,
 * which no table of single layers knows; who drives the generator says it. Where losses do add up over layers, the
 * knapsack finds the optimum at once and proves it.
 *
 * Yields allocations within the budget, each once, and is given the loss of each by `next(loss)`.
 *
 * @returns the one of least loss; of equal ones the first.
 * @throws AllocationError for an impossible budget, a malformed problem, or a loss that is NaN.
 * @see Wang et al. 2019, "HAQ: Hardware-Aware Automated Quantization with Mixed Precision", §3. The agent is smaller, and
 *   rewards are scaled by the spread of the losses seen instead of a constant.
 */
export function* haqSearch(problem: HaqProblem): Generator<Allocation, Allocation, number> {
  const { layers, candidates = defaultCandidates, episodes = 150, seed = 0 } = problem;
  assertLayers('haqSearch', layers);
  assertCandidates('haqSearch', candidates);
  const resource = resourceOf('haqSearch', problem);
  if (!(Number.isSafeInteger(episodes) && episodes > 0)) {
    throw new AllocationError(
      `haqSearch: episodes must be a whole number from 1 (got ${episodes}). Try 150.`,
    );
  }
  const stream = randomStream(seed, 'haq');
  const draws = { action: stream.split('action'), batch: stream.split('batch') };
  const stateOf = layerStates(layers);
  const agent = ddpgAgent(stateOf.width, stream.split('agent'));
  const memory: Transition[] = [];
  const seen = new Map<string, number>();
  let best: { readonly allocation: Allocation; readonly loss: number } | null = null;
  for (let episode = 0; episode < episodes; episode += 1) {
    const random = episode < warmUp * episodes;
    const spread = noise.start * noise.decay ** Math.max(0, episode - warmUp * episodes);
    const states: Float64Array[] = [];
    const wished: number[] = [];
    for (let layer = 0; layer < layers.length; layer += 1) {
      const state = stateOf(layer, wished.at(-1) ?? 1);
      const action = random
        ? draws.action.uniform([1]).data[0]!
        : agent.act(state) + spread * draws.action.normal([1]).data[0]!;
      states.push(state);
      wished.push(Math.min(1, Math.max(0, action)));
    }
    const places = withinCapacity(
      wished.map((action) => Math.min(candidates.length - 1, Math.floor(action * candidates.length))),
      resource,
    );
    const key = places.join();
    const allocation = layers.map(({ layer }, at) => ({ layer, bits: candidates[places[at]!]! }));
    const loss = seen.get(key) ?? (yield allocation);
    if (Number.isNaN(loss)) {
      throw new AllocationError(
        `haqSearch: the loss of ${allocation.map(({ bits }) => bits).join('-')} is NaN. Look at the model.`,
      );
    }
    seen.set(key, loss);
    if (best === null || loss < best.loss) best = { allocation, loss };
    const reward = relativeReward(loss, [...seen.values()]);
    states.forEach((state, at) => {
      // What was done, not what was wished: the middle of the width that the budget left.
      const action = (places[at]! + 0.5) / candidates.length;
      memory.push({ state, action, reward: reward / layers.length, next: states[at + 1] ?? null });
    });
    if (!random) {
      const batch = Array.from(
        { length: Math.min(batchSize, memory.length) },
        () => memory[draws.batch.integer(memory.length)]!,
      );
      layers.forEach(() => {
        agent.learn(batch);
      });
    }
  }
  return best!.allocation;
}

/** How much less a loss is than the mean of those seen, in units of their spread; 0 where nothing is to be told apart. */
function relativeReward(loss: number, seen: readonly number[]): number {
  const known = seen.filter(Number.isFinite);
  if (known.length === 0) return 0;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  if (spread === 0) return Number.isFinite(loss) ? 0 : -3;
  return Math.max(-3, (mean - loss) / spread);
}

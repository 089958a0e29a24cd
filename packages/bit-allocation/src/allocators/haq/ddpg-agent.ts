import type { RandomStream } from '@cfq/jit';
import { adam, backward, forward, smallNetwork, type SmallNetwork } from './small-network.ts';

/** One decision: what was seen, what was done, what came of it. */
export interface Transition {
  readonly state: Float64Array;
  /** In [0, 1]. */
  readonly action: number;
  readonly reward: number;
  /** What is seen next; null after the last decision of an episode. */
  readonly next: Float64Array | null;
}

/** An agent of one continuous action in [0, 1] that learns from what it did. */
export interface DdpgAgent {
  /** What it would do, without exploring. */
  act(state: Float64Array): number;
  /** One step of the critic and of the actor on a batch. */
  learn(batch: readonly Transition[]): void;
}

const hidden = [16, 16];
const rates = { actor: 2e-3, critic: 1e-2 };
/** How much of the trained networks the targets take over at every step. */
const blend = 0.02;

const squash = (value: number): number => 1 / (1 + Math.exp(-value));

/**
 * An actor and a critic with target networks, deterministic policy gradients.
 *
 * @param width numbers of a state.
 * @see Lillicrap et al. 2016, "Continuous control with deep reinforcement learning", algorithm 1. Rewards come at the end of an
 *   episode, so that nothing is discounted.
 */
export function ddpgAgent(width: number, stream: RandomStream): DdpgAgent {
  const actor = smallNetwork([width, ...hidden, 1], stream.split('actor'));
  const critic = smallNetwork([width + 1, ...hidden, 1], stream.split('critic'));
  const targets = [copyOf(actor), copyOf(critic)] as const;
  const steps = { actor: adam(actor, rates.actor), critic: adam(critic, rates.critic) };
  const act = (network: SmallNetwork, state: Float64Array): number =>
    squash(forward(network, state).outputs.at(-1)![0]!);
  const worth = (network: SmallNetwork, state: Float64Array, action: number) =>
    forward(network, Float64Array.of(...state, action));
  return {
    act: (state) => act(actor, state),
    learn(batch) {
      const criticGradient = new Float64Array(critic.parameters.length);
      const actorGradient = new Float64Array(actor.parameters.length);
      for (const { state, action, reward, next } of batch) {
        const future = next === null ? 0 : worth(targets[1], next, act(targets[0], next)).outputs.at(-1)![0]!;
        const pass = worth(critic, state, action);
        const error = pass.outputs.at(-1)![0]! - reward - future;
        backward(critic, pass, Float64Array.of((2 * error) / batch.length), criticGradient);
      }
      steps.critic(criticGradient);
      const unused = new Float64Array(critic.parameters.length);
      for (const { state } of batch) {
        const pass = forward(actor, state);
        const own = squash(pass.outputs.at(-1)![0]!);
        const slopes = backward(
          critic,
          worth(critic, state, own),
          Float64Array.of(-1 / batch.length),
          unused,
        );
        backward(actor, pass, Float64Array.of(slopes.at(-1)! * own * (1 - own)), actorGradient);
      }
      steps.actor(actorGradient);
      blendInto(targets[0], actor);
      blendInto(targets[1], critic);
    },
  };
}

function copyOf({ widths, parameters }: SmallNetwork): SmallNetwork {
  return { widths, parameters: parameters.slice() };
}

function blendInto(target: SmallNetwork, from: SmallNetwork): void {
  for (let at = 0; at < target.parameters.length; at += 1) {
    target.parameters[at]! += blend * (from.parameters[at]! - target.parameters[at]!);
  }
}

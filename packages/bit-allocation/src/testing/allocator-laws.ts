import { expectLaw, type Law } from '@cfq/parts';
import { randomStream, type RandomStream } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';
import type { LayerSize } from '../allocation.ts';
import type { Allocator } from '../allocators/allocator.ts';
import type { BudgetProblem } from '../allocators/budget-problem.ts';
import { averageBits } from '../average-bits.ts';
import { failureOf } from './failure-of.ts';

/** What {@link allocatorLaws} may vary. */
export interface AllocatorLawOptions {
  /** Random problems a law, a count; default 50. */
  readonly cases?: number;
  /** Seed of the problems; default 0. */
  readonly seed?: number;
}

/** A problem with everything that any allocator may need. */
type WholeProblem = Omit<Required<BudgetProblem>, 'limit'> & {
  readonly candidates: readonly number[];
  readonly loss: readonly (readonly number[])[];
  readonly groupLoss: readonly (readonly (readonly number[])[])[];
  readonly logits: { readonly data: Float32Array; readonly shape: readonly number[] };
};

function problemFrom(stream: RandomStream): WholeProblem {
  const draw = (name: string, most: number): number =>
    Math.floor(stream.split(name).uniform([1]).data[0]! * most);
  const layers: LayerSize[] = Array.from({ length: 1 + draw('layers', 5) }, (_, index) => ({
    layer: `layer-${index}`,
    parameters: 1 + draw(`size ${index}`, 4000),
  }));
  const candidates = [[2, 3, 4, 8], [1, 8], [4], [2, 4, 6]][draw('candidates', 4)]!;
  const [low, high] = [candidates[0]!, candidates.at(-1)!];
  const shape = [layers.length, candidates.length];
  const lossOf = (name: string): number[][] => {
    const losses = stream.split(name).normal(shape).data;
    return layers.map((_, layer) => candidates.map((_b, c) => losses[layer * candidates.length + c]!));
  };
  return {
    layers,
    candidates,
    budgetBits: low + stream.split('budget').uniform([1]).data[0]! * (high - low),
    loss: lossOf('loss'),
    groupLoss: [lossOf('group 0'), lossOf('group 1')],
    logits: { data: Float32Array.from(stream.split('logits').normal(shape).data), shape },
  };
}

/**
 * What every allocator must do, as checks that throw a `ConformanceError` which says what is broken. They run in well under a
 * second.
 */
export function allocatorLaws(
  allocator: Allocator,
  { cases = 50, seed = 0 }: AllocatorLawOptions = {},
): Law[] {
  const { name } = allocator;
  // Every problem holds what any allocator may need.
  const allocate = (problem: WholeProblem) => allocator.allocate(problem);
  const law = (title: string, holds: (problem: WholeProblem) => void): Law => ({
    name: title,
    check: async () => {
      for (let at = 0; at < cases; at += 1) holds(problemFrom(randomStream(seed, 'allocator laws', at)));
      return Promise.resolve();
    },
  });
  return [
    law('the average never exceeds the budget', (problem) => {
      const average = averageBits(problem.layers, allocate(problem));
      expectLaw(
        average <= problem.budgetBits,
        () => `${name}: ${average} bits per weight exceed a budget of ${problem.budgetBits}.`,
      );
    }),
    law('every layer gets a permitted width, in the order of the layers', (problem) => {
      const allocation = allocate(problem);
      expectLaw(
        allocation.map(({ layer }) => layer).join() === problem.layers.map(({ layer }) => layer).join(),
        () => `${name}: names ${allocation.map(({ layer }) => layer).join(', ')}.`,
      );
      const stray = allocation.find(({ bits }) => !problem.candidates.includes(bits));
      expectLaw(
        stray === undefined,
        () => `${name}: ${stray?.bits} bits are not among ${problem.candidates.join(', ')}.`,
      );
    }),
    law('the same problem gives the same allocation, and stays as it is', (problem) => {
      const before = JSON.stringify(problem);
      const [first, second] = [allocate(problem), allocate(problem)];
      expectLaw(JSON.stringify(first) === JSON.stringify(second), () => `${name}: does not repeat itself.`);
      expectLaw(JSON.stringify(problem) === before, () => `${name}: changes the problem it was given.`);
    }),
    law('a budget of the smallest candidate gives the smallest candidate everywhere', (problem) => {
      const [smallest] = problem.candidates;
      const allocation = allocate({ ...problem, budgetBits: smallest! });
      expectLaw(
        allocation.every(({ bits }) => bits === smallest),
        () => `${name}: ${allocation.map(({ bits }) => bits).join(', ')} at a budget of ${smallest}.`,
      );
    }),
    {
      name: 'a budget below the smallest candidate is refused with an AllocationError',
      check: async () => {
        const problem = problemFrom(randomStream(seed, 'allocator laws', 'refusal'));
        const failure = await failureOf(() => allocate({ ...problem, budgetBits: 0.5 }));
        expectLaw(
          failure instanceof AllocationError,
          () => `${name}: expected a refusal of 0.5 bits, got ${String(failure)}.`,
        );
      },
    },
  ];
}

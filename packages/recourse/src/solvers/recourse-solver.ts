import type { ActionRelation } from '@cfq/datasets';
import type { Part } from '@cfq/parts';

import type { RecourseProblem } from './recourse-problem.ts';
import type { RecourseResult } from './recourse-result.ts';

/** What a solver says about itself. */
export interface SolverDescription<Name extends string = string> {
  /** Kebab-case; what messages, lists and tables call it. */
  readonly name: Name;
  /** One line: what it does. */
  readonly description: string;
  /** The publication it follows. */
  readonly source: string;
  /** What it asks models for: margins alone, or their gradients too. */
  readonly needs: 'gradient' | 'margin';
  /**
   * What models it is made for: any, those whose margin is affine in the row, `traced` code with its parameters
   * (`TracedModel`), or traced code that says what `network` it is. Default `any`.
   */
  readonly models?: 'any' | 'linear' | 'traced' | 'network' | undefined;
  /** Whether it gives several answers a person where `count` asks for them. Default `one`. */
  readonly answers?: 'one' | 'several' | undefined;
  /** What it does with training rows. Default `unused`, which refuses them. */
  readonly reference?: 'unused' | 'optional' | 'required' | undefined;
  /**
   * Whether its search knows relations between features (`ActionSet.relations`): all, none, or those of the kinds listed.
   * Default `refused`. Action sets with others are refused by name.
   */
  readonly relations?: 'kept' | 'refused' | readonly ActionRelation['kind'][] | undefined;
  /**
   * Whether its search keeps `ActionSet.plausibility`: it starts among approved people, and nothing else than plausible
   * points count. Default `refused`: action sets with one are refused by name.
   */
  readonly plausibility?: 'kept' | 'refused' | undefined;
  /** Whether it says how cheap an action can be at all (`MarginResult.proof`). Default `none`. */
  readonly proofs?: 'none' | 'given' | undefined;
}

/** A way to solve recourse problems; made by `defineSolver`. */
export interface RecourseSolver<Options = unknown, Name extends string = string>
  extends Part<'solver', Name>, Required<SolverDescription<Name>> {
  /**
   * @throws RecourseError on a malformed problem, unknown options, or a model, `count` or `reference` that it cannot
   *   serve; before anything is searched.
   * @throws The signal's reason once it is aborted.
   */
  solve(problem: RecourseProblem<Options>): Promise<RecourseResult>;
  /**
   * Whether options are its own and within their ranges, before there is a problem to solve: `solve` asks the same.
   *
   * @throws RecourseError on an unknown option or a value out of range, naming both.
   */
  assertOptions(options: object): void;
}

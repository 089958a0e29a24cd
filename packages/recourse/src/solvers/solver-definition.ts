import type { CompileScope } from '@cfq/jit';

import type { RecourseModel } from '../model/bind-model.ts';
import type { BoundModel } from '../model/bound-model.ts';
import type { Incumbents } from '../search/incumbents.ts';
import type { SearchContext } from '../search/search-context.ts';
import type { OptionRules } from './option-rules.ts';
import type { ProofsInTheMaking } from './proof.ts';
import type { CommonOptions, RecourseProblem } from './recourse-problem.ts';
import type { SolverDescription } from './recourse-solver.ts';

/** What a search gets: people, moves and model as flat arrays, and the problem as it was posed. */
export interface SearchProblem extends SearchContext {
  readonly problem: RecourseProblem;
  /** What is proven so far; of use where the definition says `proofs: 'given'`. */
  readonly proofs: ProofsInTheMaking;
  /** Owns what the search compiles or makes once; solves that share a scope share it. */
  readonly scope: CompileScope;
  /** Readies another model than that of the problem for the length of this solve: same rows a call, same executor. */
  readonly bind: (model: RecourseModel) => BoundModel;
}

/** A solver in the making: what it says about itself, its own options, and its search. */
export interface SolverDefinition<
  Settings extends object,
  Preset extends string,
  Name extends string,
> extends SolverDescription<Name> {
  /** The values its own options take. The common ones (`chunk`, `deadline`, …) are checked for it. */
  readonly options: OptionRules<Settings>;
  /** Its own options where a problem does not state them. */
  readonly defaults: Settings;
  /** Sets of defaults by name, chosen with the option `preset`. */
  readonly presets?: Readonly<Record<Preset, Settings>> | undefined;
  /** Offers successes to the incumbents. What it offers is scored and checked again afterwards. */
  search(problem: SearchProblem, incumbents: Incumbents, settings: Settings): Promise<void>;
}

/** The options of a solver as a problem states them. */
export type SolverOptions<Settings extends object, Preset extends string = never> = {
  readonly [Name in keyof Settings]?: Settings[Name] | undefined;
} & CommonOptions & { readonly preset?: Preset | undefined };

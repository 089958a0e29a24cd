import type { Allocator } from '@cfq/bit-allocation';
import { ndarray } from '@cfq/jit';
import { partNamed } from '@cfq/parts';
import type { ObserverName, Quantizer } from '@cfq/quantizers';
import { TrainingError } from '../training-error.ts';
import { hinge } from '../terms/hinge.ts';
import { recourseMatch } from '../terms/recourse-match.ts';
import { looksAtDecisions, type ObjectiveTerm } from '../terms/objective-term.ts';
import { composedBits } from '../stages/bits/composed-bits.ts';
import { biasCorrection } from '../stages/round/bias-correction.ts';
import type { BitStage } from '../stages/bits/bit-stage.ts';
import type { Method, QuantizedMethod, WeightedTerm } from './method.ts';
import { recipeCatalogue, type RecipeCatalogue } from './recipe-catalogue.ts';
import { parseRecipeOverrides, type RecipeOverrides } from './recipe-overrides.ts';

/**
 * A recipe with some of it changed. The name stays, so that the random choices of a student stay too and a difference
 * is the change's. Terms keep their place; added ones follow in the order given.
 *
 * @param catalogue parts that may be named; default: those of this project.
 * @returns the recipe itself where nothing is overridden.
 * @throws TrainingError for unknown fields or terms, values out of range, an option of a term that the objective does not
 *   have, an objective left without terms, and any override of a full-precision method; QuantizerError for
 *   an observer of a quantizer that takes none, and bits of hidden outputs that theirs has no codes of.
 */
export function overrideRecipe(
  recipe: Method,
  given: RecipeOverrides,
  catalogue: RecipeCatalogue = recipeCatalogue,
): Method {
  const overrides = parseRecipeOverrides(given, catalogue);
  if (Object.keys(overrides).length === 0) return recipe;
  if (recipe.kind === 'full-precision') {
    throw new TrainingError(
      `overrideRecipe: a full-precision method has no recipe (expected no overrides for "${recipe.name}", got ` +
        `${Object.keys(overrides).join(', ')}). Remove them.`,
    );
  }
  const { allocator, sensitivity, spend, perChannel, terms, unrolledSteps, hingeGamma, ...others } =
    overrides;
  const { observer, activationObserver, activationBits, inputBits, ...plain } = others;
  const { biasCorrection: corrected = false, ...training } = plain;
  let objective = terms === undefined ? recipe.terms : reweighted(recipe.terms, terms, catalogue);
  if (hingeGamma !== undefined) objective = replaced(objective, hinge({ gamma: hingeGamma }), 'hingeGamma');
  if (unrolledSteps !== undefined) {
    objective = replaced(objective, recourseMatch({ steps: unrolledSteps }), 'unrolledSteps');
  }
  if (terms !== undefined && !objective.some(({ term }) => looksAtDecisions(term))) {
    throw new TrainingError(
      `overrideRecipe: an objective needs a term that looks at decisions (expected one, got none for "${recipe.name}"). ` +
        'Leave one in.',
    );
  }
  assertTakes(recipe.weights.quantizer, { observer });
  assertTakes(recipe.activations.quantizer, { observer: activationObserver, bits: activationBits });
  return {
    ...recipe,
    ...(inputBits !== undefined && { inputBits }),
    bits: bitsOf(recipe, { allocator, sensitivity, spend }, catalogue),
    weights: {
      ...recipe.weights,
      ...(perChannel !== undefined && { perChannel }),
      ...(observer !== undefined && { observer }),
    },
    activations: {
      ...recipe.activations,
      ...(activationObserver !== undefined && { observer: activationObserver }),
      ...(activationBits !== undefined && { bits: activationBits }),
    },
    round: corrected ? biasCorrection({ of: recipe.round }) : recipe.round,
    terms: objective,
    training: { ...recipe.training, ...training },
  };
}

/**
 * Refuses, before anything is trained, an observer of a quantizer that takes none, and bits that it has no codes of.
 *
 * @throws QuantizerError naming the option.
 */
function assertTakes(
  quantizer: Quantizer,
  { observer, bits }: { readonly observer: ObserverName | undefined; readonly bits?: number | undefined },
): void {
  if (observer === undefined && bits === undefined) return;
  quantizer.init(ndarray([0, 1], [2, 1]), bits ?? 4, observer === undefined ? {} : { observer });
}

/** The stage that an allocator and a sensitivity by name make; what is not named is the recipe's own, where it has one. */
function bitsOf(
  { name, bits: own }: QuantizedMethod,
  {
    allocator,
    sensitivity,
    spend,
  }: {
    readonly [Part in 'allocator' | 'sensitivity' | 'spend']: RecipeOverrides[Part] | undefined;
  },
  catalogue: RecipeCatalogue,
): BitStage {
  if (allocator === undefined && sensitivity === undefined && spend === undefined) return own;
  const { parts } = own;
  const chooser =
    allocator === undefined
      ? parts?.allocator
      : partNamed('allocator', catalogue.allocators, allocator, TrainingError);
  const measure =
    sensitivity === undefined
      ? parts?.sensitivity
      : partNamed('sensitivity', catalogue.sensitivities, sensitivity, TrainingError);
  if (chooser === undefined) {
    throw new TrainingError(
      `overrideRecipe: ${sensitivity === undefined ? 'a cost' : 'a sensitivity'} belongs to an allocator (expected one, got ` +
        `bits that are ${own.name} as "${name}" has them). Name an allocator too.`,
    );
  }
  if (sensitivity !== undefined && !choosesByLosses(chooser)) {
    const known = Object.values(catalogue.allocators).filter(choosesByLosses);
    throw new TrainingError(
      `overrideRecipe: a sensitivity belongs to an allocator that chooses by losses (expected one of ` +
        `${known.map((one) => one.name).join(', ')}, got "${chooser.name}"${allocator === undefined ? ` as "${name}" has it` : ''}). ` +
        `${allocator === undefined ? 'Name an allocator too' : 'Name another allocator'}, or leave the sensitivity out.`,
    );
  }
  return composedBits({
    ...{ allocator: chooser, sensitivity: measure, trials: parts?.trials ?? false },
    spend: spend ?? parts?.spend,
  });
}

/** Whether an allocator has use for a sensitivity. */
function choosesByLosses({ needs }: Allocator): boolean {
  return needs === 'losses' || needs === 'group-losses';
}

/** Terms with other weights: those at 0 left out, new ones at the end. */
function reweighted(
  terms: readonly WeightedTerm[],
  weights: Readonly<Record<string, number>>,
  catalogue: RecipeCatalogue,
): readonly WeightedTerm[] {
  const kept = terms.map(({ term, weight }) => ({ term, weight: weights[term.name] ?? weight }));
  const added = Object.entries(weights)
    .filter(([name]) => !terms.some(({ term }) => term.name === name))
    .map(([name, weight]) => ({ term: partNamed('term', catalogue.terms, name, TrainingError), weight }));
  return [...kept, ...added].filter(({ term, weight }) => weight > 0 || weights[term.name] === undefined);
}

/** The objective with the term of the same name replaced. */
function replaced(
  objective: readonly WeightedTerm[],
  by: ObjectiveTerm,
  option: keyof RecipeOverrides,
): readonly WeightedTerm[] {
  if (!objective.some(({ term }) => term.name === by.name)) {
    throw new TrainingError(
      `overrideRecipe: ${option} belongs to a term (expected "${by.name}" among ` +
        `${objective.map(({ term }) => term.name).join(', ')}, got none). Add the term or remove ${option}.`,
    );
  }
  return objective.map(({ term, weight }) => ({ term: term.name === by.name ? by : term, weight }));
}

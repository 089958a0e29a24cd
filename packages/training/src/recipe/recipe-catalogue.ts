import { allocators, sensitivities, type Allocator, type Sensitivity } from '@cfq/bit-allocation';
import { terms } from '../terms/terms.ts';
import type { ObjectiveTerm } from '../terms/objective-term.ts';

/** Parts that overrides may name. */
export interface RecipeCatalogue {
  readonly terms: Readonly<Record<string, ObjectiveTerm>>;
  readonly allocators: Readonly<Record<string, Allocator>>;
  readonly sensitivities: Readonly<Record<string, Sensitivity>>;
}

/** The parts of this project. */
export const recipeCatalogue: RecipeCatalogue = { terms, allocators, sensitivities };

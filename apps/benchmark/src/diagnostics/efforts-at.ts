import { takeRows, type NDArray } from '@cfq/jit';
import type { DiagnosticContext } from './diagnostic-context.ts';

/**
 * How hard changes are for some of the denied, where the data say so; what solvers take beside their rows.
 *
 * @param places of the people in the population
 */
export function effortsAt(
  { evaluated, efforts }: Pick<DiagnosticContext, 'evaluated' | 'efforts'>,
  places: Int32Array,
): { readonly efforts?: NDArray } {
  if (efforts === undefined) return {};
  return {
    efforts: takeRows(
      efforts,
      places.map((place) => evaluated.population[place]!),
    ),
  };
}

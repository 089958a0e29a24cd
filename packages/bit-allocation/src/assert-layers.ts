import { AllocationError } from './allocation-error.ts';
import type { LayerSize } from './allocation.ts';

/**
 * Refuses layer lists that cannot be budgeted.
 *
 * @throws AllocationError when there is no layer, a name occurs twice, or a size is not a positive whole number.
 */
export function assertLayers(caller: string, layers: readonly LayerSize[]): void {
  if (layers.length === 0) {
    throw new AllocationError(`${caller}: a model needs at least one layer (got none).`);
  }
  const seen = new Set<string>();
  for (const { layer, parameters } of layers) {
    if (seen.has(layer)) {
      throw new AllocationError(`${caller}: layer names must be unique (got "${layer}" twice). Rename one.`);
    }
    seen.add(layer);
    if (!(Number.isSafeInteger(parameters) && parameters > 0)) {
      throw new AllocationError(
        `${caller}: parameters of "${layer}" must be a positive whole number (got ${parameters}). ` +
          'Leave layers without quantized weights out.',
      );
    }
  }
}

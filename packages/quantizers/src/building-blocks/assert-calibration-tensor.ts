import type { NDArray } from '@cfq/jit';
import { QuantizerError } from '../quantizer-error.ts';

/**
 * Refuses tensors that no range can be found for.
 *
 * @throws QuantizerError when the tensor is empty, or holds NaN or an infinity.
 */
export function assertCalibrationTensor(caller: string, tensor: NDArray): void {
  if (tensor.data.length === 0) {
    throw new QuantizerError(`${caller}: the tensor is empty (expected at least one element, got none).`);
  }
  const index = tensor.data.findIndex((value) => !Number.isFinite(value));
  if (index !== -1) {
    throw new QuantizerError(
      `${caller}: the tensor must be finite (got ${tensor.data[index]} at flat index ${index}). ` +
        'Look for a diverged training step or a missing value upstream.',
    );
  }
}

/** Thrown by everything in `@cfq/bit-allocation`: an impossible budget, mismatched shapes, an unknown name. */
export class AllocationError extends Error {
  override readonly name = 'AllocationError';
}

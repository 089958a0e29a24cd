/** Tolerance for float32 rounding of `x + δ`, relative to `max(1, |value|)`; immutables and categories have none. */
export const feasibilityTolerance = 1e-6;

/** By hidden layer, what the sums of its units may be, as float32 evaluates them. Never changed once made. */
export type UnitRanges = readonly { readonly low: Float64Array; readonly high: Float64Array }[];

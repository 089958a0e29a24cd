/** Values of `TensorProto.DataType`. */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float64: 11,
} as const;

/** Name of an element type, as `@cfq/network` and the runtimes call it. */
export type ElementType = keyof typeof elementTypes;

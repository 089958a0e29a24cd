/** Elements of a tensor of these sizes; 1 for a single number. */
export const elementCount = (dims: readonly number[]): number =>
  dims.reduce((product, size) => product * size, 1);

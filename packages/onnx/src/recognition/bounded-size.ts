import { elementCount } from '../tensors/element-count.ts';
import { refuse } from './obstacle.ts';

/** Numbers that the constants of a file may hold together, where a network is read out of it. */
export const mostNumbers = 2 ** 24;
/** Columns that rows may have between operators. */
export const mostColumns = 2 ** 17;

/** Elements of a shape that is about to be allocated; refuses what a file of its size has no need of. */
export function boundedSize(dims: readonly number[], most = mostNumbers): number {
  const count = elementCount(dims);
  return count <= most ? count : refuse(`a tensor of shape [${dims.join(', ')}] is too large to be read`);
}

import type { OnnxNode } from '../model/onnx-file.ts';

/** What keeps a file from being a network: thrown by an operator, carried on by all that read what it gives. */
export class Obstacle extends Error {
  override readonly name = 'Obstacle';
  /** Null where an input of the file stands in the way. */
  node: OnnxNode | null = null;
  /** Place of the operator in the graph. */
  place = -1;
}

/** Stops the recognition at the operator that is being read. */
export function refuse(reason: string): never {
  throw new Obstacle(reason);
}

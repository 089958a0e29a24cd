import { appendInitializer, appendNode, type GraphParts } from '../graph/graph-parts.ts';
import { floats } from '../graph/initializers.ts';

/** A range of steps, of one size or one along the last axis. */
export interface StepRange {
  readonly scale: Float32Array;
  readonly lowest: number;
  readonly highest: number;
}

/** A float for all, or one along the last axis. */
export function appendFloats(parts: GraphParts, name: string, values: Float32Array): string {
  return appendInitializer(parts, floats(name, values, values.length === 1 ? [] : [values.length]));
}

/**
 * Appends `clamp(round(input / scale), lowest, highest) · scale`, written out in float operations as the grids of hidden
 * outputs are.
 *
 * @returns name of what it gives.
 */
export function appendSteps(
  parts: GraphParts,
  name: string,
  { scale, lowest, highest }: StepRange,
  input: string,
): string {
  const step = appendFloats(parts, `${name}.scale`, scale);
  const bounds = [lowest, highest].map((bound, at) =>
    appendFloats(parts, `${name}.${at === 0 ? 'lowest' : 'highest'}`, Float32Array.of(bound)),
  );
  const steps = appendNode(parts, 'Div', [input, step], `${name}.steps`);
  const whole = appendNode(parts, 'Round', [steps], `${name}.rounded`);
  const code = appendNode(parts, 'Clip', [whole, ...bounds], `${name}.code`);
  return appendNode(parts, 'Mul', [code, step], `${name}.values`);
}

import { samplersOf } from '../terms/objective-term.ts';
import type { Method } from './method.ts';

/** Whether a method looks at the teacher's actions: `trainStudent` then wants them as `recourse`. */
export function needsRecourse(method: Method): boolean {
  if (method.kind === 'full-precision') return false;
  const samplers = samplersOf(method.terms.map(({ term }) => term));
  return method.bits.needsRecourse || samplers.some((sampler) => sampler.needsRecourse);
}

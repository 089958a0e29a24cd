import { budgetsOf, methods, task, type Method, type QuantizedMethod } from '@cfq/training';

/** The widths at which quantizers are compared. */
export const quantizerBits = [2, 3, 4] as const;

/** Whether bits are given and not searched for: every layer alike, or as the quantizer itself has them. */
function hasGivenBits({ bits }: QuantizedMethod): boolean {
  return bits.calls === 0 && bits.parts?.sensitivity === undefined;
}

/** Whether a method looks at labels alone, or at nothing. */
function looksAtLabels({ terms }: QuantizedMethod): boolean {
  return terms.every(
    ({ term }) => term.name === task.name || term.kind === 'bits' || term.kind === 'penalty',
  );
}

/**
 * Whether what tells a method from the other rows is how it quantizes: a baseline that starts from the usual teacher's weights,
 * looks at labels alone, searches for no bits, and has 4 of them at most.
 */
function isOfQuantizer(method: Method): boolean {
  return (
    method.kind === 'quantized' &&
    method.role === 'baseline' &&
    method.teacher === 'standard' &&
    method.start.name !== 'distilled' &&
    hasGivenBits(method) &&
    looksAtLabels(method) &&
    budgetsOf(method, quantizerBits).some((bits) => bits <= Math.max(...quantizerBits))
  );
}

/** The methods that differ in how they quantize, read from the catalogue: a new baseline of the kind is among them. */
export function quantizerMethods(): string[] {
  return Object.values<Method>(methods)
    .filter(isOfQuantizer)
    .map(({ name }) => name);
}

import type { Method, QuantizedMethod } from '@cfq/training';

/** A method of the benchmark in words. */
export interface Recipe {
  readonly name: string;
  readonly description: string;
  readonly source: string;
  readonly weights: string;
  readonly activations: string;
  readonly bits: string;
  /** How the code of each weight is settled in the end. */
  readonly rounding: string;
  /** How long it trains. */
  readonly length: string;
  /** The objective, one part a term: `1 · task`. */
  readonly objective: readonly string[];
}

const none = '–';

/** Says what a method is made of. */
export function recipe(method: Method): Recipe {
  const { name, description, source } = method;
  if (method.kind === 'full-precision') {
    return {
      name,
      description,
      source,
      weights: 'float32',
      activations: 'float32',
      bits: none,
      rounding: none,
      length: none,
      objective: [],
    };
  }
  const { weights, activations, bits, terms, training, round } = method;
  const width = activations.bits === 'as-weights' ? 'as the weights' : `${activations.bits} bits`;
  return {
    name,
    description,
    source,
    weights: `${weights.quantizer.name}, a step ${weights.perChannel ? 'each output' : 'each layer'}`,
    activations: `${activations.quantizer.name}, ${width}`,
    bits: bitsOf(bits),
    rounding: round.name,
    length: lengthOf(training.length),
    objective: terms.map(({ term, weight }) => `${weight} · ${term.name}`),
  };
}

function bitsOf({ fixedBits, parts, name }: QuantizedMethod['bits']): string {
  if (fixedBits !== undefined) return `${fixedBits} everywhere`;
  if (parts === undefined) return name;
  const { allocator, sensitivity } = parts;
  return sensitivity === undefined ? allocator.name : `${allocator.name} by ${sensitivity.name}`;
}

function lengthOf(length: QuantizedMethod['training']['length']): string {
  if ('passes' in length) return `${length.passes} passes over the data`;
  return length.steps === 0 ? none : `${length.steps} updates`;
}

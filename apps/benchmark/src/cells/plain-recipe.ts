import type { Method, StageText } from '@cfq/training';

const plainStage = ({ name, options }: StageText) => ({ name, options });

/**
 * A method's recipe as plain data, its parts by name: what a cell's hash covers, so that a changed recipe makes new
 * cells instead of passing old ones off as its own.
 */
export function plainRecipe(method: Method): unknown {
  if (method.kind === 'full-precision') return { kind: method.kind, model: method.model };
  const { kind, teacher, start, weights, activations, bits, terms, training, round, inputBits } = method;
  return {
    kind,
    teacher,
    weights: { ...weights, quantizer: weights.quantizer.name },
    activations: { ...activations, quantizer: activations.quantizer.name },
    start: plainStage(start),
    bits: plainStage(bits),
    round: plainStage(round),
    terms: terms.map(({ term, weight }) => ({ term: term.name, weight })),
    training,
    ...(inputBits !== undefined && { inputBits }),
  };
}

import { JitError } from '../errors/jit-error.ts';

/** The labels of the operands of an einsum, and those of its result. */
export interface EinsumEquation {
  readonly terms: readonly (readonly string[])[];
  readonly result: readonly string[];
}

/**
 * Reads an equation such as `'bij,jk->bik'`.
 *
 * @param ranks Ranks of the operands.
 * @throws JitError when the equation is not letters, commas and one arrow, or does not fit the operands.
 */
export function parseEinsum(equation: string, ranks: readonly number[]): EinsumEquation {
  const [, left, right] = /^([a-zA-Z,]*)->([a-zA-Z]*)$/.exec(equation.replaceAll(/\s/g, '')) ?? [];
  if (left === undefined || right === undefined) {
    throw new JitError(
      `tf.einsum: an equation is letters, commas and an arrow (got '${equation}'). ` +
        "Name every axis, and those of the result behind '->'.",
    );
  }
  const terms = left.split(',').map((term) => Array.from(term));
  const fits = terms.length === ranks.length && terms.every(({ length }, i) => length === ranks[i]);
  if (!fits) {
    throw new JitError(
      `tf.einsum: every axis has one letter (expected '${equation}' to describe ranks ` +
        `${terms.map(({ length }) => length).join(', ')}, got operands of ranks ${ranks.join(', ')}). ` +
        'Write one term an operand.',
    );
  }
  const result = Array.from(right);
  const stray = result.find(
    (label, i) => result.indexOf(label) !== i || !terms.some((term) => term.includes(label)),
  );
  if (stray !== undefined) {
    throw new JitError(
      `tf.einsum: axes of the result are axes of an operand, each once (got '${stray}' in '${equation}'). ` +
        'Rename it.',
    );
  }
  return { terms, result };
}

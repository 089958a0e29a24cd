import type { ModelInput } from './model-values.ts';

/** The same values and sizes, in memory of their own. */
export function copyOfInput<Input extends ModelInput>(input: Input): Input {
  return { ...input, data: input.data.slice(), shape: [...input.shape] };
}

import type { FileInput } from '@cfq/network';
import type { OnnxFile } from '@cfq/onnx';
import { ModelsError } from '../models-error.ts';
import type { DescribedInput } from './bound-input.ts';

const types: readonly string[] = ['float32', 'float64', 'int32', 'int64', 'bool', 'string'];

/**
 * The inputs of an ONNX file.
 *
 * @throws ModelsError naming an input that is no tensor of rows, or of a type that tables do not have.
 */
export function describeInputs(name: string, { graph }: OnnxFile): DescribedInput[] {
  return graph.inputs.map(({ name: input, kind, type, shape }): DescribedInput => {
    const refuse = (expected: string, got: string): never => {
      throw new ModelsError(
        `bindModel: ${name}: inputs are columns of a table (expected ${expected} for "${input}", got ${got}). ` +
          'Write the model with inputs for rows of a table.',
      );
    };
    if (kind !== 'tensor' || type === null) return refuse('a tensor', kind);
    if (!types.includes(type)) return refuse(types.join(', '), type);
    const [rows = null, ...rest] = shape ?? [null, null];
    if (shape !== null && shape.length === 0) return refuse('[rows, columns]', 'a single number');
    const open = rest.filter((size) => typeof size !== 'number');
    if (open.length > 1 || (open.length === 1 && rest.length > 1)) {
      return refuse('[rows, columns]', `[${(shape ?? []).map(String).join(', ')}]`);
    }
    const sized = open.length === 0;
    const rowShape = sized ? (rest as number[]) : [1];
    const columns = rowShape.reduce((product, size) => product * size, 1);
    if (columns < 1) return refuse('one column or more', `${columns}`);
    return {
      ...{ name: input, type: type as FileInput['type'], columns, flat: rest.length === 0 },
      ...{ rowShape, sized, fixedRows: typeof rows === 'number' ? rows : null },
    };
  });
}

/** The input with as many columns as are given to it, where it does not say itself. */
export function sizedInput(input: DescribedInput, columns: number): DescribedInput {
  return input.sized ? input : { ...input, columns, rowShape: [columns], sized: true };
}

import type { BindingContext } from '../cells/binding-context.ts';
import { cellOfColumn } from '../cells/cell-of-column.ts';
import type { InputMap, MappedColumn } from '../input-map/input-map.ts';
import { ModelsError } from '../models-error.ts';
import type { BoundInput, DescribedInput } from './bound-input.ts';
import { sizedInput } from './describe-inputs.ts';
import { inputMapTemplate } from './input-map-template.ts';
import { layoutCells } from './layout-cells.ts';

/**
 * What stands in the inputs of a file, as an input map says.
 *
 * @throws ModelsError where it names an input that the file does not have, leaves one out, or gives it another number of
 *   columns.
 */
export function mappedInputs(
  inputs: readonly DescribedInput[],
  map: InputMap,
  context: BindingContext,
): BoundInput[] {
  const refuse = (expected: string, got: string): never => {
    throw new ModelsError(
      `bindModel: ${context.name}: an input map says what each input is given (expected ${expected}, got ${got}). ` +
        `For example:\n${inputMapTemplate(inputs, context)}`,
    );
  };
  const names = inputs.map(({ name }) => name);
  const unknown = Object.keys(map.inputs).find((name) => !names.includes(name));
  if (unknown !== undefined) refuse(`inputs of the file, ${names.join(', ')}`, `"${unknown}"`);
  return inputs.map((input): BoundInput => {
    const mapped = Object.hasOwn(map.inputs, input.name) ? map.inputs[input.name] : undefined;
    if (mapped === undefined) return refuse(`every input, ${names.join(', ')}`, `none for "${input.name}"`);
    const isLayout = typeof mapped === 'object' && 'layout' in mapped;
    const columns = isLayout ? [] : isList(mapped) ? mapped : [mapped];
    const cells = isLayout
      ? layoutCells(mapped.layout, input, context)
      : columns.map((column, place) =>
          cellOfColumn(
            column,
            {
              type: input.type,
              place: columns.length === 1 ? `"${input.name}"` : `column ${place + 1} of "${input.name}"`,
            },
            context,
          ),
        );
    if (input.sized && cells.length !== input.columns) {
      return refuse(`${input.columns} columns for "${input.name}"`, `${cells.length}`);
    }
    return { input: sizedInput(input, cells.length), cells };
  });
}

/** TypeScript does not tell lists that are read-only by `Array.isArray` alone. */
const isList = (mapped: MappedColumn | readonly MappedColumn[]): mapped is readonly MappedColumn[] =>
  Array.isArray(mapped);

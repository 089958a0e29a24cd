import type { NDArray } from '@cfq/jit';
import { assertWidth } from './assert-width.ts';
import { assertTensor } from './building-blocks/assert-tensor.ts';
import { channelLayoutOfParameter } from './building-blocks/channels.ts';
import type { QuantizedTensor } from './quantized-tensor.ts';
import { QuantizerError } from './quantizer-error.ts';
import type { QuantizerDefinition } from './quantizer.ts';

type Functions = 'init' | 'initLeastSquares' | 'fakeQuantize' | 'encode';

/**
 * The functions of a quantizer with their arguments checked, so that none has to: bit-widths are its own, tensors fill their
 * shapes with numbers that are finite in float32, and parameters are records of such tensors that fit the tensor's shape.
 * Inside a traced function nothing is known of numbers; shapes are checked there.
 *
 * @throws QuantizerError from each function, naming it and the argument.
 */
export function checkedQuantizer<Names extends string, Name extends string, Encoded extends QuantizedTensor>(
  definition: QuantizerDefinition<Names, Name, Encoded>,
): Pick<QuantizerDefinition<Names, Name, Encoded>, Functions> {
  const { name } = definition;
  return {
    init(tensor, bits, options) {
      const caller = `${name}.init`;
      assertWidth(caller, definition, bits);
      return definition.init(assertTensor(caller, 'tensor', tensor), bits, options);
    },
    ...(definition.initLeastSquares && {
      initLeastSquares(tensor, bits, options) {
        const caller = `${name}.initLeastSquares`;
        assertWidth(caller, definition, bits);
        return definition.initLeastSquares!(assertTensor(caller, 'tensor', tensor), bits, options);
      },
    }),
    fakeQuantize(x, parameters, bits) {
      const caller = `${name}.fakeQuantize`;
      assertWidth(caller, definition, bits);
      for (const [key, { shape }] of entriesOf(caller, parameters)) {
        assertShape(caller, definition, { key, shape, of: x.shape, bits });
      }
      return definition.fakeQuantize(x, parameters, bits);
    },
    encode(x, parameters, bits) {
      const caller = `${name}.encode`;
      assertWidth(caller, definition, bits);
      const tensor = assertTensor(caller, 'x', x);
      const entries = entriesOf(caller, parameters).map(([key, parameter]) => {
        const checked = assertTensor(caller, `parameter "${key}"`, parameter);
        assertShape(caller, definition, { key, shape: checked.shape, of: tensor.shape, bits });
        return [key, checked];
      });
      return definition.encode(tensor, Object.fromEntries(entries) as Record<Names, NDArray>, bits);
    },
  };
}

/** How parameters of a definition that are no channels' are shaped. */
interface Shapes {
  readonly tables?: { readonly [table: string]: ((bits: number) => number) | undefined };
  readonly elementwise?: readonly string[];
}

/** A table has the shape of its size, a parameter for each element that of the tensor; any other fits the tensor. */
function assertShape(
  caller: string,
  { tables = {}, elementwise = [] }: Shapes,
  { key, shape, of, bits }: Record<'shape' | 'of', readonly number[]> & { key: string; bits: number },
): void {
  if (elementwise.includes(key)) {
    if (shape.length === of.length && shape.every((length, axis) => length === of[axis])) return;
    throw new QuantizerError(
      `${caller}: parameter "${key}" has a value for each element (expected [${of.join(', ')}], got [${shape.join(', ')}]). ` +
        'Use the record that init returned for this tensor.',
    );
  }
  const size = Object.hasOwn(tables, key) ? tables[key] : undefined;
  if (size === undefined) {
    channelLayoutOfParameter(caller, of, { shape });
    return;
  }
  const expected = size(bits);
  if (shape.length === 1 && shape[0] === expected) return;
  throw new QuantizerError(
    `${caller}: parameter "${key}" is a table (expected [${expected}], got [${shape.join(', ')}]). Use the record that init ` +
      'returned.',
  );
}

/** The parameters that are there. Which of them are needed is for the quantizer to say. */
function entriesOf<Parameter>(
  caller: string,
  parameters: Readonly<Record<string, Parameter>>,
): [string, Parameter][] {
  const given: unknown = parameters;
  if (typeof given === 'object' && given !== null) {
    return Object.entries(parameters).filter(([, parameter]) => parameter !== undefined);
  }
  throw new QuantizerError(
    `${caller}: parameters are a record (expected what init returned, got ${given === null ? 'null' : typeof given}). Pass the record.`,
  );
}

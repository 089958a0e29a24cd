import {
  booleanField,
  checkDefinition,
  functionField,
  isLine,
  optional,
  partFields,
  type Field,
} from '@cfq/parts';
import { checkedQuantizer } from './checked-quantizer.ts';
import type { QuantizedTensor } from './quantized-tensor.ts';
import { QuantizerError } from './quantizer-error.ts';
import type { DeclarableLaw, Quantizer, QuantizerDefinition, QuantizerRole } from './quantizer.ts';

const roles: readonly string[] = ['weight', 'activation'] satisfies QuantizerRole[];
/** Codes of weights are stored, in a byte at most; those of hidden outputs are not. */
const [mostBits, mostStored] = [16, 8];
const declarable: readonly string[] = ['idempotent', 'monotone', 'zero is a level'] satisfies DeclarableLaw[];

/** Every field of a definition, with what it must be. */
const fields: { readonly [Name in keyof Required<QuantizerDefinition>]: Field } = {
  ...partFields,
  roles: {
    expected: `a list of ${roles.join(', ')}, at least one`,
    fits: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((role) => roles.includes(String(role))),
  },
  learned: booleanField,
  perChannel: booleanField,
  widths: optional({ expected: 'ascending whole numbers from 1 to 16, at least one', fits: areWidths }),
  levels: optional({
    expected: 'a whole number from 2',
    fits: (value) => Number.isInteger(value) && Number(value) >= 2,
  }),
  tables: optional({ expected: 'sizes of tables by name, functions of the bits', fits: areTables }),
  elementwise: optional({
    expected: 'a list of names of parameters',
    fits: (value) => Array.isArray(value) && value.every(isLine),
  }),
  estimator: { expected: 'an object with description, surrogate and gradientScale', fits: isEstimator },
  exceptions: optional({
    expected: `reasons by law, laws being ${declarable.join(', ')}`,
    fits: isExceptions,
  }),
  init: functionField,
  initLeastSquares: optional(functionField),
  grid: optional(functionField),
  penalty: optional(functionField),
  fakeQuantize: functionField,
  encode: functionField,
};

/**
 * Makes a quantizer of its definition: checks the shape of what is given, which a module from elsewhere may have wrong,
 * and marks it as the part that it is. Its functions then refuse tensors that do not fill their shape or are not finite
 * in float32, and parameters that do not fit, whatever they were written to do. Whether it does what a quantizer does is for `quantizerLaws` of
 * `@cfq/quantizers/testing` to say.
 *
 * @throws QuantizerError naming the field that is missing, unknown or of the wrong kind.
 */
/* @__NO_SIDE_EFFECTS__ */
export function defineQuantizer<
  Names extends string,
  const Name extends string,
  Encoded extends QuantizedTensor,
>(definition: QuantizerDefinition<Names, Name, Encoded>): Quantizer<Names, Name, Encoded> {
  checkDefinition('defineQuantizer', definition, fields, QuantizerError);
  const widest = Math.max(...(definition.widths ?? []));
  if (definition.roles.includes('weight') && widest > mostStored) {
    throw new QuantizerError(
      `defineQuantizer: codes of weights fit a byte (expected widths of at most ${mostStored} bits for a quantizer of ` +
        `weights, got ${widest}). Leave the others out, or the role.`,
    );
  }
  return Object.freeze({ ...definition, ...checkedQuantizer(definition), part: 'quantizer' });
}

function isEstimator(value: unknown): boolean {
  const { description, surrogate, gradientScale } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return isLine(description) && functionField.fits(surrogate) && functionField.fits(gradientScale);
}

function areTables(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(functionField.fits);
}

function areWidths(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every(
    (bits: unknown, at) =>
      Number.isInteger(bits) &&
      Number(bits) > (at === 0 ? 0 : Number(value[at - 1])) &&
      Number(bits) <= mostBits,
  );
}

function isExceptions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([law, reason]) => declarable.includes(law) && isLine(reason));
}

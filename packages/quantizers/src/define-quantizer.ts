import { QuantizerError } from './quantizer-error.ts';
import type { QuantizedTensor } from './quantized-tensor.ts';
import type { DeclarableLaw, Quantizer, QuantizerDefinition, QuantizerRole } from './quantizer.ts';

const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const roles: readonly string[] = ['weight', 'activation'] satisfies QuantizerRole[];
const declarable: readonly string[] = ['idempotent', 'monotone', 'zero is a level'] satisfies DeclarableLaw[];

/** Every field of a definition, with what it must be; a missing or unknown one is refused. */
const fields: { readonly [Field in keyof Required<QuantizerDefinition>]: Shape } = {
  name: shape('a kebab-case name, for instance "tanh-normalised"', (value) =>
    namePattern.test(typeof value === 'string' ? value : ''),
  ),
  description: shape('one line of text', isLine),
  source: shape('one line of text, the publication', isLine),
  roles: shape(
    `a list of ${roles.join(', ')}, at least one`,
    (value) =>
      Array.isArray(value) && value.length > 0 && value.every((role) => roles.includes(String(role))),
  ),
  learned: shape('true or false', (value) => typeof value === 'boolean'),
  perChannel: shape('true or false', (value) => typeof value === 'boolean'),
  estimator: shape('an object with description, surrogate and gradientScale', isEstimator),
  exceptions: shape(`reasons by law, laws being ${declarable.join(', ')}`, isExceptions, 'optional'),
  init: shape('a function', isFunction),
  initLeastSquares: shape('a function', isFunction, 'optional'),
  grid: shape('a function', isFunction, 'optional'),
  fakeQuantize: shape('a function', isFunction),
  encode: shape('a function', isFunction),
};

/**
 * Makes a quantizer of its definition: checks the shape of what is given, which a module from elsewhere may have wrong,
 * and marks it as the part that it is. Whether it does what a quantizer does is for `quantizerLaws` of
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
  const given = definition as unknown as Readonly<Record<string, unknown>>;
  for (const [field, { expected, fits, optional }] of Object.entries(fields)) {
    const value = given[field];
    if ((optional && value === undefined) || fits(value)) continue;
    throw new QuantizerError(
      `defineQuantizer: ${field} of "${String(given['name'])}" must be ${expected} (got ${shown(value)}). Mend it.`,
    );
  }
  const unknown = Object.keys(given).find((field) => !Object.hasOwn(fields, field));
  if (unknown !== undefined) {
    throw new QuantizerError(
      `defineQuantizer: unknown field "${unknown}" of "${definition.name}" (expected one of ` +
        `${Object.keys(fields).join(', ')}). Remove it.`,
    );
  }
  return Object.freeze({ ...definition, part: 'quantizer' });
}

interface Shape {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
  readonly optional: boolean;
}

function shape(expected: string, fits: (value: unknown) => boolean, optional?: 'optional'): Shape {
  return { expected, fits, optional: optional !== undefined };
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isLine(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !value.includes('\n');
}

function isEstimator(value: unknown): boolean {
  const { description, surrogate, gradientScale } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return isLine(description) && isFunction(surrogate) && isFunction(gradientScale);
}

function isExceptions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([law, reason]) => declarable.includes(law) && isLine(reason));
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  return JSON.stringify(value);
}

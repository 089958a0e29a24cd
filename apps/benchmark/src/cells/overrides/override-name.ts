import { terms, type RecipeOverrides } from '@cfq/training';
import { assertKnown } from '../../command-line/assert-known.ts';

/** What one number, word or truth value of a recipe may be. */
export type OverrideValue = number | string | boolean;

type Lone = Exclude<keyof RecipeOverrides, 'terms' | 'length'>;

const lone: { readonly [Field in Lone]: Field } = {
  allocator: 'allocator',
  sensitivity: 'sensitivity',
  spend: 'spend',
  perChannel: 'perChannel',
  inputBits: 'inputBits',
  activationBits: 'activationBits',
  batch: 'batch',
  learningRate: 'learningRate',
  quantizerLrScale: 'quantizerLrScale',
  totalDecay: 'totalDecay',
  observer: 'observer',
  activationObserver: 'activationObserver',
  biasCorrection: 'biasCorrection',
  unrolledSteps: 'unrolledSteps',
  hingeGamma: 'hingeGamma',
};

/** The letters of the paper: η weighs the validity of the teacher's recourse, λ the bits. */
const letters: Readonly<Record<string, string>> = { eta: 'terms.valid', lambda: 'terms.bit-cost' };

/** Every name that a part of a recipe can be changed by. */
export const overrideNames: readonly string[] = [
  ...Object.keys(letters),
  ...Object.keys(terms).map((term) => `terms.${term}`),
  'length.passes',
  'length.steps',
  ...Object.keys(lone),
];

/**
 * The one spelling of a name: `eta` is `terms.valid`, `lambda` is `terms.bit-cost`.
 *
 * @param flag where it was written, for the error
 * @throws UsageError for an unknown name, listing the known
 */
export function overrideName(flag: string, written: string): string {
  assertKnown(flag, written, overrideNames);
  return letters[written] ?? written;
}

/** Overrides with one more; of two lengths the later counts. */
export function withOverride(
  overrides: RecipeOverrides,
  name: string,
  value: OverrideValue,
): RecipeOverrides {
  const [field = '', part] = name.split(/\.(.*)/s);
  if (part === undefined) return { ...overrides, [field]: value };
  const others = field === 'terms' ? overrides.terms : {};
  return { ...overrides, [field]: { ...others, [part]: value } };
}

import { partNamed } from '@cfq/parts';
import { observers, type ObserverName } from '@cfq/quantizers';
import { costKinds, type CostKind } from '../costs/cost-tables.ts';
import { TrainingError } from '../training-error.ts';
import { recipeCatalogue, type RecipeCatalogue } from './recipe-catalogue.ts';

/**
 * What differs from a method's recipe, as plain JSON data: for ablations and searches. Every field is optional; what is
 * left out is the recipe's.
 */
export interface RecipeOverrides {
  /** Weight by term name, at least 0: 0 drops the term, a term that the recipe lacks is added with its default options. */
  readonly terms?: Readonly<Record<string, number>>;
  /** Name of the allocator that chooses the bits. */
  readonly allocator?: string;
  /** Name of the sensitivity that an allocator of losses chooses by; default: the recipe's own. */
  readonly sensitivity?: string;
  /** What an allocator's budget counts: as many bytes, or bit operations, as one width everywhere within it costs. */
  readonly spend?: CostKind;
  /** One step size per output channel, or one per layer. */
  readonly perChannel?: boolean;
  /** Bits of the columns that students read, from 1 to 16. */
  readonly inputBits?: number;
  /** Bits of hidden outputs, from 2 to 16; integer files take at most 8. */
  readonly activationBits?: number;
  /** Passes over the training rows, or updates; positive (0 steps: calibration alone). */
  readonly length?: { readonly passes: number } | { readonly steps: number };
  /** Points of every kind that a step sees, a whole number from 1. */
  readonly batch?: number;
  /** First learning rate of the cosine decay, positive. */
  readonly learningRate?: number;
  /** Factor on the rate of the quantizers' parameters, at least 0. */
  readonly quantizerLrScale?: number;
  /** Total decay `λ Σ η`, at least 0. */
  readonly totalDecay?: number;
  /** How the weights' range is chosen, by a quantizer that takes an observer. */
  readonly observer?: ObserverName;
  /** How the hidden outputs' range is chosen, by a quantizer that takes an observer. */
  readonly activationObserver?: ObserverName;
  /** Whether biases make up for what the codes do to the means of outputs; false: as the recipe has it. */
  readonly biasCorrection?: boolean;
  /** `K` of the unrolled recourse that `cfq-match` compares. */
  readonly unrolledSteps?: 1 | 2 | 3;
  /** `γ` of the hinge, in logits, positive. */
  readonly hingeGamma?: number;
}

type Rule = readonly [expected: string, holds: (value: unknown) => boolean];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Beyond it float32 soon has no numbers for squares and sums, and nothing is learned. */
const largest = 1e9;
const isNumber = (value: unknown): value is number => typeof value === 'number' && value <= largest;
const positive: Rule = ['a positive number up to 1e9', (value) => isNumber(value) && value > 0];
const notNegative: Rule = ['a number from 0 to 1e9', (value) => isNumber(value) && value >= 0];

const wholeUpTo16 = (least: number): Rule => [
  `a whole number from ${least} to 16`,
  (value) => isNumber(value) && Number.isInteger(value) && value >= least && value <= 16,
];

const anObserver: Rule = [
  `one of ${Object.keys(observers).join(', ')}`,
  (value) => typeof value === 'string' && Object.hasOwn(observers, value),
];

const rules: { readonly [field in keyof Required<RecipeOverrides>]: Rule } = {
  terms: [
    'weights from 0 to 1e9 by term name',
    (value) => isRecord(value) && Object.values(value).every(notNegative[1]),
  ],
  allocator: ['a name', (value) => typeof value === 'string'],
  sensitivity: ['a name', (value) => typeof value === 'string'],
  spend: [
    `one of ${costKinds.join(', ')}; time is no cost of a recipe, since it is never the same twice`,
    (value) => costKinds.some((kind) => kind === value),
  ],
  inputBits: wholeUpTo16(1),
  activationBits: wholeUpTo16(2),
  perChannel: ['true or false', (value) => typeof value === 'boolean'],
  length: ['{ passes } above 0 or { steps } from 0, up to 1e9', isLength],
  batch: [
    'a whole number from 1 to 1e9',
    (value) => isNumber(value) && Number.isInteger(value) && value >= 1,
  ],
  learningRate: positive,
  quantizerLrScale: notNegative,
  totalDecay: notNegative,
  observer: anObserver,
  activationObserver: anObserver,
  biasCorrection: ['true or false', (value) => typeof value === 'boolean'],
  unrolledSteps: ['1, 2 or 3', (value) => value === 1 || value === 2 || value === 3],
  hingeGamma: positive,
};

function isLength(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return false;
  const [unit, amount] = entry;
  if (unit === 'steps') return Number.isInteger(amount) && notNegative[1](amount);
  return unit === 'passes' && positive[1](amount);
}

/**
 * Overrides read from JSON, known to be well formed.
 *
 * @param catalogue parts that may be named; default: those of this project.
 * @throws TrainingError for an unknown field or part, listing the known ones, and for a value out of range.
 */
export function parseRecipeOverrides(
  value: unknown,
  catalogue: RecipeCatalogue = recipeCatalogue,
): RecipeOverrides {
  if (!isRecord(value)) fail('overrides are a record', 'an object', value, 'Pass {} for none.');
  for (const [field, given] of Object.entries(value)) {
    const rule = Object.entries(rules).find(([name]) => name === field)?.[1];
    if (rule === undefined)
      fail('unknown field', `one of ${Object.keys(rules).join(', ')}`, field, 'Correct it.');
    const [expected, holds] = rule;
    if (!holds(given)) fail(`${field} is out of range`, expected, given, `Correct ${field}.`);
  }
  const overrides: RecipeOverrides = value;
  const { allocator, sensitivity } = overrides;
  for (const term of Object.keys(overrides.terms ?? {}))
    partNamed('term', catalogue.terms, term, TrainingError);
  if (allocator !== undefined) partNamed('allocator', catalogue.allocators, allocator, TrainingError);
  if (sensitivity !== undefined)
    partNamed('sensitivity', catalogue.sensitivities, sensitivity, TrainingError);
  return overrides;
}

function fail(rule: string, expected: string, got: unknown, remedy: string): never {
  throw new TrainingError(
    `overrideRecipe: ${rule} (expected ${expected}, got ${JSON.stringify(got)}). ${remedy}`,
  );
}

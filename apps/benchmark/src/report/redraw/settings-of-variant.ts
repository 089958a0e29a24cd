import { BenchmarkError } from '../../command-line/benchmark-error.ts';
import {
  completeSettings,
  variantLabel,
  type CellSettings,
  type GivenSettings,
} from '../../cells/cell-settings.ts';

type Mutable = { -readonly [Key in keyof GivenSettings]: GivenSettings[Key] };
type Words = readonly [pattern: RegExp, take: (given: Mutable, name: string, value: string) => void];

/** A number where a text is one, so that settings are told apart as they were when they were numbers. */
const plainValue = (text: string): string | number =>
  /^-?\d+(\.\d+)?(e[-+]?\d+)?$/.test(text) ? Number(text) : text;

/** What a variant may say, the more special first. */
const words: readonly Words[] = [
  [/^()(restrictive|permissive)$/, (given, _, value) => (given.constraints = value as 'restrictive')],
  [/^()as published$/, (given) => (given.solverOptions = { ...given.solverOptions, asPublished: true })],
  [
    /^solver (.+?)=(.*)$/,
    (given, name, value) => (given.solverOptions = { ...given.solverOptions, [name]: plainValue(value) }),
  ],
  [
    /^training solver (.+?)=(.*)$/,
    (given, name, value) =>
      (given.teacherActions = {
        ...given.teacherActions,
        solverOptions: { ...given.teacherActions?.solverOptions, [name]: plainValue(value) },
      }),
  ],
  [
    /^(training solver)=(.*)$/,
    (given, _, solver) => (given.teacherActions = { ...given.teacherActions, solver }),
  ],
  [
    /^teacher (.+?)=(.*)$/,
    (given, name, value) => (given.teacherOptions = { ...given.teacherOptions, [name]: plainValue(value) }),
  ],
  [
    /^(K)=(\d+)$/,
    (given, _, steps) => (given.teacherActions = { ...given.teacherActions, steps: Number(steps) }),
  ],
  [
    /^(action noise) (.*)$/,
    (given, _, noise) => (given.teacherActions = { ...given.teacherActions, noise: Number(noise) }),
  ],
  [
    /^(feature-noise|group-reweight|target-imbalance) (.*)$/,
    (given, kind, strength) => (given.shift = { kind: kind as 'feature-noise', strength: Number(strength) }),
  ],
  [/^()class weights (balanced)$/, (given, _, value) => (given.classWeights = value as 'balanced')],
  [/^(actions)=(.*)$/, (given, _, value) => (given.actions = value)],
  [/^(cost)=(.*)$/, (given, _, value) => (given.cost = value as 'l1')],
  [/^(solver)=(.*)$/, (given, _, value) => (given.solver = value)],
  [/^(rows)=(.*)$/, (given, _, value) => (given.rows = value as 'test')],
  [/^(sample)=(.*)$/, (given, _, value) => (given.sample = Number(value))],
  [/^(threshold)=(.*)$/, (given, _, value) => (given.decision = value)],
  [
    /^(.+?)=(.*)$/,
    (given, name, value) => (given.overrides = { ...given.overrides, [name]: plainValue(value) }),
  ],
];

/**
 * The settings behind a row of `report.csv`, as far as its columns tell: what `variantLabel` wrote, read back.
 *
 * @param of data set, method, seed, backbone and budget
 * @param variant as a cell has it: `actions=literature, K=3`
 * @throws BenchmarkError where settings made of the text are not called so again
 */
export function settingsOfVariant(
  of: Pick<CellSettings, 'dataset' | 'method' | 'seed' | 'backbone' | 'budgetBits'>,
  variant: string,
): CellSettings {
  const given: Mutable = { ...of };
  for (const part of variant === '' ? [] : variant.split(', ')) {
    const found = words.find(([pattern]) => pattern.test(part));
    const [, name = '', value = ''] = found?.[0].exec(part) ?? [];
    found?.[1](given, name, value);
  }
  const settings = completeSettings(given);
  if (variantLabel(settings) === variant) return settings;
  throw new BenchmarkError(
    `variant "${variant}" cannot be read back (expected words that settings make, got "${variantLabel(settings)}")`,
  );
}

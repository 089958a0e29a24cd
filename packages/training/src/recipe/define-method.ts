import type { QuantizerRole } from '@cfq/quantizers';
import {
  booleanField,
  checkDefinition,
  functionField,
  optional,
  partFields,
  wordField,
  type Field,
} from '@cfq/parts';
import { fromTeacher } from '../stages/start/from-teacher.ts';
import { runCalls } from '../stages/training-calls.ts';
import { toNearest } from '../stages/round/to-nearest.ts';
import { teacherVariants } from '../model/teacher-variant.ts';
import { looksAtDecisions } from '../terms/objective-term.ts';
import { TrainingError } from '../training-error.ts';
import type { FullPrecisionMethod, MethodRole, QuantizedMethod, TrainingSettings } from './method.ts';

/** What a quantized method is made of; what is left out has a default. */
export interface QuantizedMethodDefinition extends Omit<
  QuantizedMethod,
  'part' | 'kind' | 'teacher' | 'start' | 'round' | 'training'
> {
  readonly kind: 'quantized';
  /** Default `standard`. */
  readonly teacher?: QuantizedMethod['teacher'];
  /** Default: the teacher as it is. */
  readonly start?: QuantizedMethod['start'];
  /** Default: to the nearest code. */
  readonly round?: QuantizedMethod['round'];
  /** `trainable` is everything by default. */
  readonly training: Omit<TrainingSettings, 'trainable'> & Partial<Pick<TrainingSettings, 'trainable'>>;
}

/** What any method is made of. */
export type MethodDefinition = QuantizedMethodDefinition | Omit<FullPrecisionMethod, 'part'>;

/** The method of a definition. */
export type DefinedMethod<Definition extends MethodDefinition> = (Definition['kind'] extends 'quantized'
  ? QuantizedMethod
  : FullPrecisionMethod) & { readonly name: Definition['name'] };

const roles: readonly MethodRole[] = ['floor', 'baseline', 'paper', 'ours'];

const record: Field = { expected: 'a record', fits: (value) => typeof value === 'object' && value !== null };
const stage = (does: string): Field => ({
  expected: `a stage that can ${does}`,
  fits: (value) => functionField.fits((value as Readonly<Record<string, unknown>> | undefined)?.[does]),
});

const common = {
  ...partFields,
  kind: wordField(['quantized', 'full-precision']),
  role: wordField(roles),
  twoSided: booleanField,
  criterion: wordField(['accuracy', 'faithfulness']),
};

const fields: { readonly [Kind in MethodDefinition['kind']]: Readonly<Record<string, Field>> } = {
  'full-precision': { ...common, model: wordField(['teacher', 'retrained']) },
  quantized: {
    ...common,
    teacher: optional(wordField(teacherVariants)),
    weights: record,
    activations: record,
    inputBits: optional({
      expected: 'a whole number from 1 to 16',
      fits: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 16,
    }),
    start: optional(stage('make')),
    bits: stage('choose'),
    round: optional(stage('round')),
    terms: { expected: 'a list', fits: Array.isArray },
    training: record,
  },
};

/**
 * A method as a part: what `trainStudent` trains and the benchmark makes a row of.
 *
 * @throws TrainingError for a definition that is not whole, a quantizer that is not meant for what it is given or has no
 *   parameters a channel where they are asked for, terms of one name, an objective that looks at no decision, or stages that spend more than there is.
 */
/* @__NO_SIDE_EFFECTS__ */
export function defineMethod<const Definition extends MethodDefinition>(
  definition: Definition,
): DefinedMethod<Definition> {
  const own = Object.hasOwn(fields, definition.kind) ? fields[definition.kind] : common;
  checkDefinition('defineMethod', definition, own, TrainingError);
  const whole =
    definition.kind === 'quantized' ? quantized(definition) : { ...definition, part: 'method' as const };
  return whole as DefinedMethod<Definition>;
}

function quantized(definition: QuantizedMethodDefinition): QuantizedMethod {
  const { name, weights, activations, terms, bits, training } = definition;
  const { start = fromTeacher, round = toNearest, teacher = 'standard' } = definition;
  assertRole(name, 'weight', weights.quantizer);
  assertRole(name, 'activation', activations.quantizer);
  if (weights.perChannel && !weights.quantizer.perChannel) {
    fail(
      name,
      'its weight quantizer has parameters a channel',
      'one that has',
      `"${weights.quantizer.name}"`,
    );
  }
  const names = terms.map(({ term }) => term.name);
  const twice = names.find((one, at) => names.indexOf(one) !== at);
  if (twice !== undefined) fail(name, 'terms have names of their own', 'each once', `"${twice}" twice`);
  const negative = terms.find(({ weight }) => !(weight >= 0 && Number.isFinite(weight)));
  if (negative !== undefined) {
    fail(name, `the weight of "${negative.term.name}" is a weight`, 'a number from 0', negative.weight);
  }
  const trains = !('steps' in training.length && training.length.steps === 0);
  if (trains && !terms.some(({ term }) => looksAtDecisions(term))) {
    fail(
      name,
      'an objective needs a term that looks at decisions',
      'one at least',
      names.join(', ') || 'none',
    );
  }
  for (const { term } of terms) {
    if (term.kind !== 'penalty') continue;
    const { of = 'activations' } = term;
    const { quantizer } = of === 'weights' ? weights : activations;
    if (quantizer.penalty !== undefined) continue;
    fail(name, `the quantizer of its ${of} has a penalty`, 'one', `"${quantizer.name}" without`);
  }
  if (bits.calls + round.calls > runCalls) {
    fail(name, 'stages share the calls of a run', `at most ${runCalls}`, bits.calls + round.calls);
  }
  return {
    ...definition,
    part: 'method',
    teacher,
    start,
    round,
    training: { ...training, trainable: training.trainable ?? 'everything' },
  };
}

function assertRole(
  name: string,
  role: QuantizerRole,
  quantizer: { readonly name: string; readonly roles: readonly QuantizerRole[] },
): void {
  if (quantizer.roles.includes(role)) return;
  fail(
    name,
    `its ${role} quantizer is one for ${role}s`,
    role,
    `"${quantizer.name}", for ${quantizer.roles.join(', ')}`,
  );
}

function fail(name: string, rule: string, expected: string, got: unknown): never {
  throw new TrainingError(
    `defineMethod: ${rule} (expected ${expected}, got ${String(got)} for "${name}"). Correct it.`,
  );
}

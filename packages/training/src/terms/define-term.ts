import { checkDefinition, functionField, optional, partFields, wordField, type Field } from '@cfq/parts';
import { TrainingError } from '../training-error.ts';
import type { ActionTerm, BitTerm, ObjectiveTerm, PenaltyTerm, PointTerm } from './objective-term.ts';

/** What a term of a kind is made of. */
export type TermDefinition =
  | Omit<PointTerm, 'part'>
  | Omit<BitTerm, 'part'>
  | Omit<PenaltyTerm, 'part'>
  | Omit<ActionTerm, 'part'>;

const samplerField: Field = {
  expected: 'a sampler, for instance samplers.data',
  fits: (value) => typeof (value as Partial<PointTerm['sampler']> | undefined)?.points === 'function',
};

/** What a term of a kind must say beside what every part says. */
const kinds: { readonly [Kind in ObjectiveTerm['kind']]: Readonly<Record<string, Field>> } = {
  points: { sampler: samplerField },
  bits: {},
  penalty: { of: optional(wordField(['activations', 'weights'])) },
  actions: { sampler: samplerField },
};

/**
 * An objective term as a part that methods can be made of. Two terms that differ are two values: graphs are compiled for the
 * value, whatever its name and description.
 *
 * @throws TrainingError for a definition that is not whole.
 */
/* @__NO_SIDE_EFFECTS__ */
export function defineTerm<const Definition extends TermDefinition>(
  definition: Definition,
): Definition & { readonly part: 'term' } {
  const common = { ...partFields, kind: wordField(Object.keys(kinds)), value: functionField };
  const own = Object.hasOwn(kinds, definition.kind) ? kinds[definition.kind] : {};
  checkDefinition('defineTerm', definition, { ...common, ...own }, TrainingError);
  return { ...definition, part: 'term' };
}

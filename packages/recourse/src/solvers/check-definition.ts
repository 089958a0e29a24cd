import {
  checkDefinition as checkFields,
  functionField,
  optional,
  partFields,
  wordField,
  type Field,
} from '@cfq/parts';

import { RecourseError } from '../recourse-error.ts';
import type { SolverDefinition } from './solver-definition.ts';

const record: Field = { expected: 'a record', fits: (value) => typeof value === 'object' && value !== null };

const relationKinds = ['rises-only-with', 'at-most', 'linear', 'subset-limit', 'moves-with'];

/** Relations that are kept: all, none, or a list of kinds. */
const relationsField: Field = {
  expected: `'kept', 'refused', or a list of ${relationKinds.join(', ')}`,
  fits: (value) =>
    value === 'kept' ||
    value === 'refused' ||
    (Array.isArray(value) && value.every((kind) => relationKinds.includes(kind as string))),
};

/** Every field of a definition, with what it must be. */
const fields: { readonly [Name in keyof Required<SolverDefinition<object, never, string>>]: Field } = {
  ...partFields,
  needs: wordField(['gradient', 'margin']),
  models: optional(wordField(['any', 'linear', 'traced', 'network'])),
  answers: optional(wordField(['one', 'several'])),
  reference: optional(wordField(['unused', 'optional', 'required'])),
  relations: optional(relationsField),
  plausibility: optional(wordField(['kept', 'refused'])),
  proofs: optional(wordField(['none', 'given'])),
  options: record,
  defaults: record,
  presets: optional(record),
  search: functionField,
};

/**
 * Checks the shape of a definition, which a module from elsewhere may have wrong.
 *
 * @throws RecourseError naming the field that is missing, unknown or of the wrong kind, or the set of defaults that does
 *   not have one value an option.
 */
export function checkDefinition(definition: SolverDefinition<object, string, string>): void {
  checkFields('defineSolver', definition, fields, RecourseError);
  const { name, options, defaults, presets = {} } = definition;
  const known = Object.keys(options).sort().join(', ');
  for (const [set, values] of Object.entries<object>({ defaults, ...presets })) {
    const stated = Object.keys(values).sort().join(', ');
    if (stated === known) continue;
    throw new RecourseError(
      `defineSolver: ${set} of "${name}" hold one value an option (expected ${known || 'none'}, got ` +
        `${stated || 'none'}). Complete them.`,
    );
  }
}

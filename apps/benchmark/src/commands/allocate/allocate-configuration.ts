import type { ActionPolicy } from '@cfq/datasets';
import type { BindModelOptions } from '@cfq/models';
import { policyOfPeople } from '../../cells/actions/policy-of-people.ts';
import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { askedPolicy } from '../../configuration/asked-actions.ts';
import { askedBinding } from '../../configuration/asked-binding.ts';
import type { ResolvedSettings } from '../../configuration/command-settings.ts';
import { resolveSettings, type ConfigurationFlags } from '../../configuration/resolve-settings.ts';
import type { Parts } from '../../plugins/parts.ts';
import { assertFileTarget } from '../../store/assert-target.ts';
import { allocateSettings } from './allocate-settings.ts';

/** The flags of `cfq allocate` as written, and its argument. */
export interface AllocateFlags extends ConfigurationFlags {
  readonly model?: string;
  readonly data?: string;
  readonly schema?: string;
  readonly positive?: string;
  readonly inputMap?: string;
  readonly output?: string;
  readonly threshold?: string;
  readonly sensitivity?: string;
  readonly allocator?: string;
  readonly bits?: string;
  readonly spend?: string;
  readonly widths?: string;
  readonly points?: string;
  readonly out?: string;
  readonly actions?: string;
  readonly cost?: string;
  readonly seed?: string;
  readonly plugin?: readonly string[];
  readonly json?: boolean;
}

type Settings = typeof allocateSettings;
type Resolved = ResolvedSettings<Settings['shape'], keyof ReturnType<Settings['defaults']>>;

/** A checked request for the trade-off of a model. */
export type AllocateConfiguration = Resolved['values'] & {
  readonly model: string;
  readonly data: string;
  readonly schema: string;
  /** What people may do, its file read; undefined where that is for the schema to say. */
  readonly policy: ActionPolicy | string | undefined;
  /** How the model is asked about the people. */
  readonly binding: BindModelOptions;
};

/**
 * Turns flags, and the configuration file they may name, into a configuration.
 *
 * @throws UsageError for what is missing, an unknown name, or a setting that cannot be used
 */
export function allocateConfiguration(flags: AllocateFlags, parts: Parts): AllocateConfiguration {
  const { values, nameOf } = resolveSettings(allocateSettings, flags);
  const { model, data, schema, out } = values;
  if (model === undefined) {
    throw new UsageError(
      'cfq allocate: name the model file (got none). For example: cfq allocate model.onnx …',
    );
  }
  if (data === undefined || schema === undefined) {
    const missing = data === undefined ? 'data' : 'schema';
    throw new UsageError(
      `${nameOf(missing)}: must name a file (got none). The model is asked about these people.`,
    );
  }
  assertKnown(nameOf('sensitivity'), values.sensitivity, Object.keys(parts.sensitivity));
  assertKnown(nameOf('allocator'), values.allocator, Object.keys(parts.allocator));
  if (out !== undefined) {
    if (!out.endsWith('.svg')) {
      throw new UsageError(
        `${nameOf('out')}: must name the figure to write (expected e.g. curve.svg, got "${out}").`,
      );
    }
    assertFileTarget(nameOf('out'), out);
  }
  const policy = policyOfPeople(askedPolicy(values.actions, nameOf));
  return { ...values, model, data, schema, policy, binding: askedBinding(values, nameOf) };
}

import type { Limits } from '@cfq/audit';
import type { ActionPolicy } from '@cfq/datasets';
import type { BindModelOptions } from '@cfq/models';
import { policyOfPeople } from '../../cells/actions/policy-of-people.ts';
import { assertChoices } from '../../cells/assert-choices.ts';
import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { quoted } from '../../command-line/quoted.ts';
import { askedBinding } from '../../configuration/asked-binding.ts';
import { askedLimits } from '../../configuration/asked-limits.ts';
import { askedPolicy } from '../../configuration/asked-actions.ts';
import type { ResolvedSettings } from '../../configuration/command-settings.ts';
import { resolveSettings, type ConfigurationFlags } from '../../configuration/resolve-settings.ts';
import type { Parts } from '../../plugins/parts.ts';
import { assertFileTarget, assertFolderTarget } from '../../store/assert-target.ts';
import { quantizeSettings } from './quantize-settings.ts';

/** The flags of `cfq quantize` as written, and its argument. */
export interface QuantizeFlags extends ConfigurationFlags {
  readonly model?: string;
  readonly data?: string;
  readonly schema?: string;
  readonly positive?: string;
  readonly inputMap?: string;
  readonly output?: string;
  readonly threshold?: string;
  readonly out?: string;
  readonly bits?: string;
  readonly inputBits?: string;
  readonly keep?: string;
  readonly promiseFirst?: string;
  readonly method?: string;
  readonly search?: string;
  readonly widths?: string;
  readonly points?: string;
  readonly steps?: string;
  readonly lowering?: string;
  readonly actions?: string;
  readonly cost?: string;
  readonly seed?: string;
  readonly work?: string;
  readonly plugin?: readonly string[];
  readonly threads?: string;
  readonly json?: boolean;
}

type Settings = typeof quantizeSettings;
type Resolved = ResolvedSettings<Settings['shape'], keyof ReturnType<Settings['defaults']>>;

/** A checked request for a smaller file. */
export type QuantizeConfiguration = Resolved['values'] & {
  readonly model: string;
  readonly data: string;
  readonly schema: string;
  readonly out: string;
  /** What it is to keep, read; undefined for a budget of bits. */
  readonly limits: Limits | undefined;
  /** What people may do, its file read; undefined where that is for the schema to say. */
  readonly policy: ActionPolicy | string | undefined;
  /** How the model is asked about the people. */
  readonly binding: BindModelOptions;
};

/** Bits where neither bits nor limits are given. */
export const defaultBits = 4;

const ending = '.onnx';

/** Every file that is written for one at `out`, and the folder of candidates where nobody names one. */
export function filesOf(out: string) {
  const stem = out.slice(0, -ending.length);
  return {
    model: out,
    card: `${stem}.json`,
    text: `${stem}.md`,
    curve: `${stem}.curve.svg`,
    unconfirmed: `${stem}.unconfirmed${ending}`,
    work: `${stem}.candidates`,
  };
}

/**
 * Turns flags, and the configuration file they may name, into a configuration.
 *
 * @throws UsageError for what is missing, an unknown name, or a setting that cannot be used
 */
export function quantizeConfiguration(flags: QuantizeFlags, parts: Parts): QuantizeConfiguration {
  const { values, nameOf } = resolveSettings(quantizeSettings, flags);
  const { model, data, schema, out, keep, bits } = values;
  if (model === undefined) {
    throw new UsageError(
      'cfq quantize: name the model file (got none). For example: cfq quantize model.onnx …',
    );
  }
  if (data === undefined || schema === undefined) {
    const missing = data === undefined ? 'data' : 'schema';
    throw new UsageError(
      `${nameOf(missing)}: must name a file (got none). The model is asked about these people.`,
    );
  }
  if (out?.endsWith(ending) !== true) {
    throw new UsageError(
      `${nameOf('out')}: must name the file to write (expected e.g. model.int4${ending}, got "${out ?? ''}").`,
    );
  }
  if (keep !== undefined && bits !== undefined) {
    throw new UsageError(
      `${nameOf('keep')}: the limits decide how many bits there are (expected no ${nameOf('bits')} beside them, got ${bits}). Leave one out.`,
    );
  }
  assertKnown(nameOf('method'), values.method, Object.keys(parts.method));
  assertBudget({ method: values.method, bits }, parts, nameOf);
  for (const file of Object.values({ ...filesOf(out), work: out })) assertFileTarget(nameOf('out'), file);
  if (values.work !== undefined) assertFolderTarget(nameOf('work'), values.work);
  const limits = keep === undefined ? undefined : askedLimits(keep, nameOf('keep'));
  const policy = policyOfPeople(askedPolicy(values.actions, nameOf));
  return { ...values, model, data, schema, out, limits, policy, binding: askedBinding(values, nameOf) };
}

/** Refuses a method that keeps full precision, and a budget below what schedules are made of, before any file is read. */
function assertBudget(
  { method, bits }: { readonly method: string; readonly bits: number | undefined },
  parts: Parts,
  nameOf: (setting: 'method' | 'bits') => string,
): void {
  const known = parts.method[method]!;
  if (known.kind !== 'quantized') {
    throw new UsageError(
      `${nameOf('method')}: "${method}" keeps full precision (expected a method that quantizes). See: cfq list methods.`,
    );
  }
  if (bits === undefined || bits === known.bits.fixedBits) return;
  assertChoices({ datasets: [], methods: [], bits: [bits] }, parts, () => nameOf('bits'));
}

/** The command line of some flags, as a person would type it. */
export function commandOf({ model, ...flags }: QuantizeFlags): string {
  const words = Object.entries(flags).flatMap(
    ([name, value]: [string, QuantizeFlags[keyof QuantizeFlags]]) => {
      const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      if (value === undefined || value === false || name === 'json' || name === 'work') return [];
      if (value === true) return [flag];
      return [value].flat().map((one) => `${flag} ${quoted(one)}`);
    },
  );
  return ['cfq quantize', ...(model === undefined ? [] : [quoted(model)]), ...words].join(' ');
}

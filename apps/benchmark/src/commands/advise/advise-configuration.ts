import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import type { ResolvedSettings } from '../../configuration/command-settings.ts';
import { resolveSettings, type ConfigurationFlags } from '../../configuration/resolve-settings.ts';
import { ownParts } from '../../plugins/parts.ts';
import { assertFileTarget } from '../../store/assert-target.ts';
import { adviseSettings } from './advise-settings.ts';

/** The flags of `cfq advise` as written. */
export interface AdviseFlags extends ConfigurationFlags {
  readonly [Flag: string]: unknown;
  readonly newKey?: string;
}

type AdviseSettings = typeof adviseSettings;
type Resolved = ResolvedSettings<AdviseSettings['shape'], keyof ReturnType<AdviseSettings['defaults']>>;

/** A checked request for advice. */
export type AdviseConfiguration = Resolved['values'] & {
  readonly model: string;
  /** A line of the data, everybody in them, or the path of a file. */
  readonly who: { readonly line: number } | { readonly file: string } | 'all';
  readonly nameOf: Resolved['nameOf'];
};

/**
 * Turns an argument, flags and the configuration file that they may name into a configuration.
 *
 * @throws UsageError for a setting that cannot be used, or that needs another one
 */
export function adviseConfiguration(model: string | undefined, flags: AdviseFlags): AdviseConfiguration {
  const { values, nameOf } = resolveSettings(adviseSettings, flags);
  if (model === undefined)
    throw new UsageError('advise: name a model file (got none), as in cfq advise loans.onnx.');
  const { person, data, json, markdown, record } = values;
  if (person === undefined) {
    throw new UsageError(
      `${nameOf('person')}: say who asks (expected a JSON file, a line of --data, or all, got nothing).`,
    );
  }
  const who = whoOf(person);
  if (data === undefined && (who === 'all' || 'line' in who)) {
    throw new UsageError(
      `${nameOf('person')}: ${String(person)} is of a table (expected --data, got none). Name it.`,
    );
  }
  assertAskedSolver(flags);
  if (json && markdown)
    throw new UsageError('--json: one format is printed (got --json and --markdown). Remove one.');
  if (record === undefined) {
    for (const key of ['sign', 'expires', 'hashKey'] as const) {
      if (values[key] === undefined) continue;
      throw new UsageError(
        `${nameOf(key)}: is about records (expected --record, got none). Name their file.`,
      );
    }
    if (values.withValues) {
      throw new UsageError(
        `${nameOf('withValues')}: is about records (expected --record, got none). Name their file.`,
      );
    }
  } else assertFileTarget(nameOf('record'), record);
  return { ...values, model, who, nameOf };
}

/**
 * Refuses an unknown solver.
 *
 * @throws UsageError naming the flag, or the file with line and key
 */
export function assertAskedSolver(flags: AdviseFlags): void {
  const { values, nameOf } = resolveSettings(adviseSettings, flags);
  if (values.solver !== undefined) {
    assertKnown(nameOf('solver'), values.solver, Object.keys(ownParts.solver));
  }
}

function whoOf(person: string | number): AdviseConfiguration['who'] {
  if (typeof person === 'number' || /^\d+$/.test(person)) return { line: Number(person) };
  return person === 'all' ? 'all' : { file: person };
}

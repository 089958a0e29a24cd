import { LimitError, parseLimitExpression, type Limits } from '@cfq/audit';
import type { ActionPolicy } from '@cfq/datasets';
import type { BindModelOptions } from '@cfq/models';
import { policyOfPeople } from '../../cells/actions/policy-of-people.ts';
import { assertSolverOptions } from '../../cells/assert-solver.ts';
import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { quoted } from '../../command-line/quoted.ts';
import { askedBinding } from '../../configuration/asked-binding.ts';
import { askedLimits } from '../../configuration/asked-limits.ts';
import { askedPolicy } from '../../configuration/asked-actions.ts';
import type { ResolvedSettings } from '../../configuration/command-settings.ts';
import { resolveSettings, type ConfigurationFlags } from '../../configuration/resolve-settings.ts';
import { ownParts } from '../../plugins/parts.ts';
import { auditSettings } from './audit-settings.ts';
import { flagOfSetting, limitExpression, limitSettings } from './limit-flags.ts';
import { assertReportTargets } from './reports-asked.ts';

/** The flags of `cfq audit` as written, by their names in camel case. */
export type AuditFlags = ConfigurationFlags & Readonly<Record<string, string | boolean | undefined>>;

type Settings = typeof auditSettings;
type Resolved = ResolvedSettings<Settings['shape'], keyof ReturnType<Settings['defaults']>>;

/** A checked request for an audit. */
export type AuditConfiguration = Resolved['values'] & {
  readonly teacher: string;
  readonly student: string;
  readonly data: string;
  readonly schema: string;
  /** What has to hold; undefined where nothing was asked. */
  readonly asked: Limits | undefined;
  /** What people may do; undefined where that is for the schema to say. */
  readonly policy: ActionPolicy | string | undefined;
  readonly teacherBinding: BindModelOptions;
  readonly studentBinding: BindModelOptions;
};

/**
 * Turns flags, and the configuration file they may name, into a configuration.
 *
 * @throws UsageError for what is missing, an unknown name, or a setting that cannot be used
 */
export function auditConfiguration(flags: AuditFlags): AuditConfiguration {
  const { values, nameOf } = resolveSettings(auditSettings, flags);
  const { teacher, student, data, schema } = values;
  for (const [key, file] of Object.entries({ teacher, student, data, schema })) {
    if (file !== undefined) continue;
    throw new UsageError(
      `${nameOf(key as 'teacher')}: must name a file (got none). An audit takes two model files, people and their schema: ` +
        'cfq audit --teacher a.onnx --student b.onnx --data people.csv --schema people.yaml.',
    );
  }
  assertAskedSolver(flags);
  assertReportTargets(values, nameOf);
  const shared = { ...values, threads: values.threads };
  return {
    ...values,
    ...{ teacher: teacher!, student: student!, data: data!, schema: schema! },
    asked: limitsOf(values, nameOf),
    policy: policyOfPeople(askedPolicy(values.actions, nameOf)),
    teacherBinding: askedBinding(shared, nameOf),
    studentBinding: askedBinding(
      {
        ...shared,
        positive: values.studentPositive ?? values.positive,
        inputMap: values.studentInputMap ?? values.inputMap,
        output: values.studentOutput ?? values.output,
        threshold: values.studentThreshold ?? values.threshold,
      },
      () => nameOf(values.studentInputMap === undefined ? 'inputMap' : 'studentInputMap'),
    ),
  };
}

/**
 * Refuses an unknown solver, or a preset that it does not have.
 *
 * @throws UsageError naming the flag, or the file with line and key
 */
export function assertAskedSolver(flags: AuditFlags): void {
  const { values, nameOf } = resolveSettings(auditSettings, flags);
  const { solver, preset } = values;
  if (solver !== undefined) assertKnown(nameOf('solver'), solver, Object.keys(ownParts.solver));
  if (preset === undefined) return;
  // Where none is named the model decides between two, and `slp` has all presets of the other.
  assertSolverOptions(solver ?? 'slp', { options: { preset }, parts: ownParts, written: nameOf('preset') });
}

function limitsOf(values: Resolved['values'], nameOf: Resolved['nameOf']): Limits | undefined {
  const expression = limitExpression(values);
  if (values.limits === undefined) {
    if (expression === undefined) return undefined;
    try {
      return parseLimitExpression(expression);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      const places = limitSettings.filter((setting) => values[setting] !== undefined).map(nameOf);
      throw new UsageError(`${places.join(', ')}: ${oneLine(error)}`, { cause: error });
    }
  }
  if (expression === undefined) return askedLimits(values.limits, nameOf('limits'));
  throw new UsageError(
    `${nameOf('limits')}: limits stand in one place (expected no ${nameOf(limitSettings.find((one) => values[one] !== undefined)!)} ` +
      `beside it, got "${expression}"). Put them together.`,
  );
}

/** The command line of some flags, as a person would type it. */
export function commandOf(flags: AuditFlags): string {
  const words = Object.entries(flags).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    const flag = `--${flagOfSetting(name)}`;
    return value === true ? [flag] : [`${flag} ${quoted(value)}`];
  });
  return ['cfq audit', ...words].join(' ');
}

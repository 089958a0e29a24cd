import { assertOneSource } from '../../configuration/assert-one-source.ts';
import type { ResolvedSettings } from '../../configuration/command-settings.ts';
import { resolveSettings, type ConfigurationFlags } from '../../configuration/resolve-settings.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { runSettings } from './run-settings.ts';

/** The flags of `cfq run` as written, before anything is checked. */
export interface RunFlags extends ConfigurationFlags {
  readonly dataset?: string;
  readonly method?: string;
  readonly bits?: string;
  readonly seeds?: string;
  readonly backbone?: string;
  readonly margins?: string;
  readonly cost?: string;
  readonly constraints?: string;
  readonly actions?: string;
  readonly teacher?: string;
  readonly threshold?: string;
  readonly classWeights?: string;
  readonly solver?: string;
  readonly evaluationSolver?: string;
  /** `name=value` words. */
  readonly solverOption?: readonly string[];
  readonly sample?: string;
  readonly optimalityGap?: string;
  readonly certificates?: string;
  readonly roundings?: string;
  /** `name=value` words. */
  readonly override?: readonly string[];
  readonly inputBits?: string;
  readonly sensitivity?: string;
  readonly allocator?: string;
  readonly spend?: string;
  readonly out?: string;
  readonly dataDir?: string;
  readonly csv?: string;
  readonly schema?: string;
  readonly plugin?: readonly string[];
  readonly json?: boolean;
  readonly records?: boolean;
  readonly threads?: string;
  readonly jobs?: string;
  /** Tables with every column, however wide the terminal. */
  readonly wide?: boolean;
  /** How many denied people to tell of. */
  readonly show?: string;
  /** Which part of the cells is run: `2/8`. */
  readonly shard?: string;
  /** Whether to say how long it takes in place of running it. */
  readonly estimate?: boolean;
  /** Where cells are logged besides: `mlflow:runs`. */
  readonly log?: string;
  /** Address of the queue that the cells are put into. */
  readonly queue?: string;
}

type RunSettings = typeof runSettings;
type Resolved = ResolvedSettings<RunSettings['shape'], keyof ReturnType<RunSettings['defaults']>>;

/** Settings that are overrides of recipes under a flag of their own. */
export const overriding = ['inputBits', 'sensitivity', 'allocator', 'spend'] as const;
type OverriddenBy = (typeof overriding)[number];

/** A checked request for a run. Names are not yet looked up: that needs the packages they stand for. */
export type RunConfiguration = Omit<Resolved['values'], OverriddenBy> & {
  readonly methods: readonly string[];
};

/**
 * Turns flags, and the configuration file they may name, into a configuration.
 *
 * @throws UsageError, one line naming the flag or the file with line and key, for what cannot be used
 */
export function runConfiguration(flags: RunFlags): {
  readonly configuration: RunConfiguration;
  readonly nameOf: Resolved['nameOf'];
} {
  const { values, nameOf } = resolveSettings(runSettings, flags);
  const { methods } = values;
  assertOneSource(values, nameOf);
  if (methods === undefined) {
    throw new UsageError(`${nameOf('methods')}: name at least one method (got none). See: cfq list methods.`);
  }
  if (values.records && values.out === undefined && flags.queue === undefined) {
    throw new UsageError(
      `${nameOf('records')}: saves into a folder (expected ${nameOf('out')} DIR beside it). Add ${nameOf('out')} DIR.`,
    );
  }
  const { inputBits, sensitivity, allocator, spend, ...others } = values;
  const flagged = { inputBits, sensitivity, allocator, spend };
  const overrides = { ...others.overrides };
  for (const name of overriding) {
    const given = flagged[name];
    if (given === undefined) continue;
    if (overrides[name] !== undefined) {
      throw new UsageError(
        `${nameOf(name)}: is said once (got ${name} in ${nameOf('overrides')} too). Leave one out.`,
      );
    }
    overrides[name] = given;
  }
  const isLeftOut = (key: string): boolean =>
    overriding.some((one) => one === key && flagged[one] === undefined);
  return {
    configuration: { ...others, overrides, methods },
    nameOf: (key) => nameOf(isLeftOut(key) ? 'overrides' : key),
  };
}

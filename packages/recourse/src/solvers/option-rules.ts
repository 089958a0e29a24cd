import { RecourseError } from '../recourse-error.ts';

/** The values a numeric option takes. */
export interface NumberRule {
  readonly least: number;
  /** Default: no limit. */
  readonly most?: number;
  /** Whether it counts something. Default false. */
  readonly integer?: boolean;
}

/** The values an option takes that is one of a list. */
export interface ChoiceRule {
  readonly oneOf: readonly (string | boolean)[];
}

/** Rules by the names of options. */
export type Rules = Readonly<Record<string, NumberRule | ChoiceRule>>;

/** A rule for every option. */
export type OptionRules<Settings> = Readonly<Record<keyof Settings & string, NumberRule | ChoiceRule>>;

/**
 * Checks options against their rules. Options that are undefined count as absent.
 *
 * @param solver - Named in messages.
 * @throws RecourseError on an unknown option or a value out of range, naming both.
 */
export function checkOptions(solver: string, given: object, rules: Rules): void {
  const fail = (rule: string, expected: string, got: unknown, remedy: string): never => {
    throw new RecourseError(`${solver}.solve: ${rule} (expected ${expected}, got ${String(got)}). ${remedy}`);
  };
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    if (!Object.hasOwn(rules, name))
      fail('options are known', Object.keys(rules).join(', '), name, 'Remove it.');
    const rule = rules[name]!;
    if (value === undefined) continue;
    if ('oneOf' in rule) {
      if (!rule.oneOf.some((choice) => choice === value)) {
        fail(`the ${name} is known`, rule.oneOf.join(', '), value, 'Correct it.');
      }
      continue;
    }
    const { least, most = Infinity, integer = false } = rule;
    const isInRange = typeof value === 'number' && value >= least && value <= most;
    if (!isInRange || (integer && !Number.isInteger(value))) {
      const upTo = most === Infinity ? '' : ` and ≤ ${most}`;
      const expected = `${integer ? 'an integer' : 'a number'} ≥ ${least}${upTo}`;
      fail(`${name} is in range`, expected, value, 'Correct it.');
    }
  }
}

/** Options with what is absent filled in. */
export function withDefaults<Settings extends object>(defaults: Settings, given: object): Settings {
  const stated = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(stated) };
}

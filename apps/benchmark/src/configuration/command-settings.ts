import type { z } from 'zod';

/** The flag of a setting and how the words behind it become what a configuration file would hold. */
interface FlagOfSetting {
  /** Without its dashes. */
  readonly flag: string;
  /** How errors call it, where it is no flag but an argument; default the flag with its dashes. */
  readonly shown?: string;
  /**
   * Reads what was typed; default as it is.
   *
   * @throws UsageError where it cannot be read
   */
  readonly read?: (flag: string, typed: never) => unknown;
  /** What a list names, one by one, repeats and all, of what was typed or stands in a file; none where it is no list. */
  readonly items?: (given: unknown) => readonly (string | number)[];
}

/** What a command can be asked for, by its flags and by the keys of its configuration file alike. */
export interface CommandSettings<
  Shape extends z.ZodRawShape = z.ZodRawShape,
  Filled extends keyof Shape = keyof Shape,
> {
  /** The command, as it stands after `cfq`. */
  readonly command: string;
  /** Every key of the file with what its value must be. */
  readonly shape: Shape;
  readonly flags: { readonly [Key in keyof Shape]: FlagOfSetting };
  /** What a setting is where nobody says. */
  readonly defaults: () => { readonly [Key in Filled]: z.output<Shape[Key]> };
  /** Keys that hold paths: relative to the file that holds them. */
  readonly paths: readonly (keyof Shape)[];
  /** Keys whose texts are paths where they look like one, and names where not. Default: none. */
  readonly namesOrPaths?: readonly (keyof Shape)[];
  /** Keys that hold modules: paths where they begin with a dot, else names of packages. */
  readonly modules: readonly (keyof Shape)[];
  /** Keys that a setting takes the place of: your own file of named datasets, and the other way round. */
  readonly replaces?: { readonly [Key in keyof Shape]?: readonly (keyof Shape)[] };
}

/** Settings as they were resolved. */
export interface ResolvedSettings<Shape extends z.ZodRawShape, Filled extends keyof Shape> {
  readonly values: Readonly<Partial<OutputOf<Shape>>> & Readonly<Pick<OutputOf<Shape>, Filled>>;
  /** How whoever asked wrote a setting, for errors: `--bits`, or `study.yaml:3: bits`. */
  readonly nameOf: (key: keyof Shape) => string;
  /** What whoever asked may not have meant, in sentences: a name that a list has twice. */
  readonly notices: readonly string[];
}

type OutputOf<Shape extends z.ZodRawShape> = { [Key in keyof Shape]: z.output<Shape[Key]> };

/** A setting with where it was written. */
export interface PlacedValue {
  readonly value: unknown;
  /** See {@link ResolvedSettings.nameOf}. */
  readonly name: string;
  /** What its list names more than once. */
  readonly repeated?: readonly (string | number)[];
}

/** The settings of one file, or of all flags. */
export type SettingsLayer = ReadonlyMap<string, PlacedValue>;

import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { cellSettingsSchema } from '../../cells/cell-settings.ts';
import { parseBackbone } from '../../cells/parse-backbone.ts';
import { parseList } from '../../command-line/parse-list.ts';
import { parseNumbers } from '../../command-line/parse-numbers.ts';
import { parseSeeds } from '../../command-line/parse-seeds.ts';

/** The flags of `cfq run` as written, before anything is checked. */
export interface RunFlags {
  readonly dataset?: string;
  readonly method: string;
  readonly bits: string;
  readonly seeds: string;
  readonly backbone: string;
  readonly margins: string;
  readonly cost?: string;
  readonly constraints?: string;
  /** `name=value` words; read by `parseOverrides`, since their names are looked up. */
  readonly override?: readonly string[];
  readonly out?: string;
  readonly dataDir?: string;
  readonly csv?: string;
  readonly schema?: string;
  readonly json?: boolean;
  readonly records?: boolean;
  readonly threads: string;
  readonly jobs?: string;
}

const names = z.array(z.string().min(1)).min(1);
const path = z.string().min(1, 'must be a path (expected FILE or DIR, got an empty text)');

const count = z.int('must be a whole number').min(1, 'must be at least 1').max(1024, 'must be at most 1024');

const runConfigurationSchema = z.strictObject({
  datasets: z.array(z.string().min(1)),
  ownData: z.strictObject({ csv: path, schema: path }).optional(),
  dataDir: path.optional(),
  methods: names,
  bits: z.array(z.number().positive('must be above 0').max(32, 'must be at most 32')).min(1),
  seeds: z.array(z.int().min(0)).min(1),
  backbones: z.array(z.strictObject({ name: z.string(), hidden: z.array(z.int().positive()) })).min(1),
  margins: z.array(z.number().min(0, 'must be at least 0').max(100, 'must be at most 100')).min(1),
  cost: cellSettingsSchema.shape.cost,
  constraints: cellSettingsSchema.shape.constraints,
  out: path.optional(),
  json: z.boolean(),
  records: z.boolean(),
  threads: count,
  jobs: count,
});

/** A checked request for a run. Names are not yet looked up: that needs the packages they stand for. */
export type RunConfiguration = z.infer<typeof runConfigurationSchema>;

const flagOf: Partial<Record<string, string>> = {
  datasets: 'dataset',
  methods: 'method',
  backbones: 'backbone',
  dataDir: 'data-dir',
};

/**
 * Turns flags into a configuration. Margins come back ascending with 0 among them: near-miss fidelity and the
 * price of a margin are defined against the action at κ = 0.
 *
 * @throws UsageError, one line naming the flag, for the first thing that cannot be used
 */
export function runConfiguration(flags: RunFlags): RunConfiguration {
  const { dataset, csv, schema } = flags;
  assertOneSource(flags);
  if (flags.records && flags.out === undefined) {
    throw new UsageError('--records: saves into a folder (expected --out DIR beside it). Add --out DIR.');
  }
  const parsed = runConfigurationSchema.safeParse({
    datasets: dataset === undefined ? [] : parseList('dataset', dataset),
    ...(csv !== undefined && schema !== undefined && { ownData: { csv, schema } }),
    ...(flags.dataDir !== undefined && { dataDir: flags.dataDir }),
    methods: parseList('method', flags.method),
    bits: parseNumbers('bits', flags.bits),
    seeds: parseSeeds(flags.seeds),
    backbones: parseList('backbone', flags.backbone).map(parseBackbone),
    margins: [...new Set([0, ...parseNumbers('margins', flags.margins)])].sort((a, b) => a - b),
    ...(flags.cost !== undefined && { cost: flags.cost }),
    ...(flags.constraints !== undefined && { constraints: flags.constraints }),
    ...(flags.out !== undefined && { out: flags.out }),
    json: flags.json ?? false,
    records: flags.records ?? false,
    threads: onlyNumber('threads', flags.threads),
    jobs: flags.jobs === undefined ? availableParallelism() : onlyNumber('jobs', flags.jobs),
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const [field = '', place] = issue?.path ?? [];
  throw new UsageError(
    `--${flagOf[String(field)] ?? String(field)}: ${issue?.message ?? 'invalid'}${at(place)}.`,
  );
}

function onlyNumber(flag: string, text: string): number | undefined {
  const numbers = parseNumbers(flag, text);
  if (numbers.length > 1)
    throw new UsageError(`--${flag}: takes one number (expected e.g. 1, got "${text}").`);
  return numbers[0];
}

function at(place: PropertyKey | undefined): string {
  return typeof place === 'number' ? ` (place ${place + 1} of the list)` : '';
}

function assertOneSource({ dataset, csv, schema }: RunFlags): void {
  if ((csv === undefined) !== (schema === undefined)) {
    const [given, missing] = csv === undefined ? ['schema', 'csv'] : ['csv', 'schema'];
    throw new UsageError(`--${given}: needs --${missing} FILE beside it. Add --${missing} FILE.`);
  }
  if ((dataset === undefined) === (csv === undefined)) {
    const got = dataset === undefined ? 'neither' : 'both';
    throw new UsageError(
      `--dataset: name datasets, or bring your own with --csv and --schema (expected one of the two, got ${got}).`,
    );
  }
}

import type { ActionsSetting } from '../../cells/actions/actions-setting.ts';
import { assertChoices } from '../../cells/assert-choices.ts';
import { assertRecipes } from '../../cells/overrides/assert-recipes.ts';
import { assertSolverFits } from '../../cells/assert-solver.ts';
import { axesOf } from '../../configuration/setting-schemas.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { askedPolicy } from '../../configuration/asked-actions.ts';
import { assertOneSource } from '../../configuration/assert-one-source.ts';
import type { ResolvedSettings } from '../../configuration/command-settings.ts';
import { resolveSettings, type ConfigurationFlags } from '../../configuration/resolve-settings.ts';
import type { Parts } from '../../plugins/parts.ts';
import { assertFileTarget } from '../../store/assert-target.ts';
import { exportSettings } from './export-settings.ts';

/** The flags of `cfq export` as written. */
export interface ExportFlags extends ConfigurationFlags {
  readonly dataset?: string;
  readonly method?: string;
  readonly bits?: string;
  readonly seed?: string;
  readonly backbone?: string;
  readonly margins?: string;
  readonly cost?: string;
  readonly constraints?: string;
  readonly actions?: string;
  readonly teacher?: string;
  readonly threshold?: string;
  readonly classWeights?: string;
  readonly solver?: string;
  readonly override?: readonly string[];
  readonly lowering?: string;
  readonly out?: string;
  readonly dataDir?: string;
  readonly csv?: string;
  readonly schema?: string;
  readonly plugin?: readonly string[];
  readonly threads?: string;
}

type ExportSettings = typeof exportSettings;
type Resolved = ResolvedSettings<ExportSettings['shape'], keyof ReturnType<ExportSettings['defaults']>>;

/** A checked request for one exported student. */
export type ExportConfiguration = Resolved['values'] & {
  readonly method: string;
  readonly out: string;
  /** What people may do, its file read; undefined where that is for the data set to say. */
  readonly policy: ActionsSetting | undefined;
};

/** How the file of a model ends. */
const modelFileEnding = '.onnx';

/** What is written beside the file of a model: its description, and what was asked for. */
export function filesBeside(out: string): readonly [description: string, configuration: string] {
  const stem = out.slice(0, -modelFileEnding.length);
  return [`${stem}.json`, `${stem}.config.yaml`];
}

/**
 * Turns flags, and the configuration file they may name, into a configuration.
 *
 * @param parts where names are looked up
 * @throws UsageError for an unknown name, a method that does not quantize, or a setting that cannot be used
 */
export function exportConfiguration(flags: ExportFlags, parts: Parts): ExportConfiguration {
  const { values, nameOf } = resolveSettings(exportSettings, flags);
  const { dataset, csv, schema, dataDir, method, bits, solver, out } = values;
  const datasets = dataset === undefined ? undefined : [dataset];
  assertOneSource(
    {
      ...(datasets && { datasets }),
      ...(csv && { csv }),
      ...(schema && { schema }),
      ...(dataDir && { dataDir }),
    },
    (key) => nameOf(key === 'datasets' ? 'dataset' : key),
  );
  if (method === undefined) {
    throw new UsageError(`${nameOf('method')}: name a method (got none). See: cfq list methods.`);
  }
  const asked = { datasets: 'dataset', methods: 'method', bits: 'bits', solver: 'solver' } as const;
  assertChoices(
    {
      datasets: datasets ?? [],
      methods: [method],
      bits: [bits],
      solver: solver === undefined ? [] : [solver],
    },
    parts,
    (one) => nameOf(asked[one]),
  );
  if (parts.method[method]!.kind === 'full-precision') {
    throw new UsageError(
      `${nameOf('method')}: "${method}" keeps full precision (expected a method that quantizes). See: cfq list methods.`,
    );
  }
  const several = Object.entries(values.overrides).find(([, list]) => list.length > 1);
  if (several !== undefined) {
    throw new UsageError(
      `${nameOf('overrides')}: export packs one model (expected one value of ${several[0]}, got ${several[1].length}). Name one.`,
    );
  }
  if (solver !== undefined) {
    assertSolverFits(solver, { backbone: values.backbone, parts, written: nameOf('solver') });
  }
  assertRecipes([method], axesOf(values.overrides), { parts, writtenAs: () => nameOf('overrides') });
  assertModelFile(nameOf('out'), out);
  return { ...values, method, out, policy: askedPolicy(values.actions, nameOf) };
}

function assertModelFile(name: string, out: string | undefined): asserts out is string {
  if (out?.endsWith(modelFileEnding) !== true) {
    throw new UsageError(
      `${name}: must name the file to write (expected e.g. model${modelFileEnding}, got "${out ?? ''}").`,
    );
  }
  for (const file of [out, ...filesBeside(out)]) assertFileTarget(name, file);
}

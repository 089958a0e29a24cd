import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

import { AuditError } from '../../audit-error.ts';
import type { AuditResult } from '../../result/audit-result.ts';
import { mlflowRun, yamlOf } from './mlflow-run.ts';

/** Options of {@link writeMlflowRun}. */
export interface MlflowRunOptions {
  /** Name of the experiment, which is made where there is none of that name. Default `cfq-audit`. */
  readonly experiment?: string | undefined;
}

/** Where a run was written. */
export interface WrittenMlflowRun {
  readonly experimentId: string;
  readonly runId: string;
  /** The run's folder. */
  readonly folder: string;
}

/**
 * Writes an audit as a run into a folder that MLflow's file store reads (`mlruns`). MLflow 3 wants `MLFLOW_ALLOW_FILE_STORE=true`
 * to show such a folder, or takes it over into a database: `mlflow migrate-filestore --source … --target sqlite:///mlflow.db`. The run's folder appears whole or not at all; writing the same audit again replaces it. Nothing else in the
 * folder is touched.
 *
 * @param folder - Made where there is none.
 * @throws AuditError for an experiment without a name.
 */
export async function writeMlflowRun(
  result: AuditResult,
  folder: string,
  { experiment = 'cfq-audit' }: MlflowRunOptions = {},
): Promise<WrittenMlflowRun> {
  const { runId } = mlflowRun(result, '', '');
  return writeMlflowFiles(folder, {
    experiment,
    runId,
    made: Date.parse(result.environment.made),
    filesOf: (experimentId, artifactUri) => mlflowRun(result, experimentId, artifactUri).files,
  });
}

/** A run that is written by {@link writeMlflowFiles}. */
export interface MlflowFiles {
  /** Name of the experiment, which is made where there is none of that name. */
  readonly experiment: string;
  /** 32 hexadecimal digits. */
  readonly runId: string;
  /** When an experiment that is not there yet was made, milliseconds. */
  readonly made: number;
  /** The files of the run by path below its folder, given the experiment's id and where its artifacts will lie. */
  readonly filesOf: (experimentId: string, artifactUri: string) => Readonly<Record<string, string>>;
}

/**
 * Writes a run of any kind as {@link writeMlflowRun} writes an audit.
 *
 * @throws AuditError for an experiment without a name.
 */
export async function writeMlflowFiles(
  folder: string,
  { experiment, runId, made, filesOf }: MlflowFiles,
): Promise<WrittenMlflowRun> {
  if (experiment.trim() === '')
    throw new AuditError('writeMlflowRun: an experiment has a name (got none). Name it, or leave it out.');
  const store = resolve(folder);
  await mkdir(store, { recursive: true });
  const experimentId = await experimentOf(store, experiment, made);
  const home = join(store, experimentId);
  const files = filesOf(experimentId, pathToFileURL(join(home, runId, 'artifacts')).href);
  const draft = await mkdtemp(join(store, '.draft-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(draft, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, 'utf8');
    }
    const run = join(home, runId);
    await rm(run, { recursive: true, force: true });
    await rename(draft, run);
    return { experimentId, runId, folder: run };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The id of the experiment of a name; it is made where there is none. */
async function experimentOf(store: string, name: string, now: number): Promise<string> {
  for (const entry of await readdir(store, { withFileTypes: true })) {
    if (!entry.isDirectory() || !/^\d+$/u.test(entry.name)) continue;
    const text = await readFile(join(store, entry.name, 'meta.yaml'), 'utf8').catch(() => '');
    const known = parse(text) as { name?: unknown } | null;
    if (known?.name === name) return entry.name;
  }
  const digits = BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 16)}`) % 10n ** 17n;
  const id = String(digits + 10n ** 17n);
  const meta = {
    artifact_location: pathToFileURL(join(store, id)).href,
    creation_time: now,
    experiment_id: id,
    last_update_time: now,
    lifecycle_stage: 'active',
    name,
  };
  await mkdir(join(store, id), { recursive: true });
  await writeFile(join(store, id, 'meta.yaml'), yamlOf(meta), 'utf8');
  return id;
}

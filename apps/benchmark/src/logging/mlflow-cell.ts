import { mlflowMeta } from '@cfq/audit';
import { marginAggregates, wideAggregates } from '../cells/aggregates/aggregate-names.ts';
import type { Cell } from '../cells/cell.ts';
import { contentHash } from '../cells/content-hash.ts';
import { labelOf } from '../cells/label-of.ts';

/** What a parameter may hold at most, in characters. */
const longest = 6000;

/** The run of a cell: the same for equal settings by equal code, so that a cell that is logged again takes its own place. */
export const runIdOf = ({ settings, codeVersion }: Cell): string =>
  contentHash({ settings, codeVersion }).slice(0, 32);

/**
 * The files of an MLflow run that holds a cell. Parameters are all that was asked for, metrics every aggregate that is defined
 * (of issue margins `validityDrop/0.2`; ends of intervals `validityDrop/0.2.lower`) with bits, bytes and times; the cell itself is
 * its artifact.
 *
 * @param now - When the run ended, milliseconds.
 */
export function mlflowCell(
  cell: Cell,
  {
    experimentId,
    artifactUri,
    now,
  }: { readonly experimentId: string; readonly artifactUri: string; readonly now: number },
): Record<string, string> {
  const { settings, seconds, cpuSeconds, executor, codeVersion } = cell;
  const name = labelOf(cell);
  const params = Object.entries(settings).filter(([, value]) => value !== undefined);
  const text = (value: unknown) =>
    (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longest);
  const tags = {
    'mlflow.runName': name,
    'mlflow.source.name': 'cfq run',
    'mlflow.source.type': 'LOCAL',
    'mlflow.user': 'cfq',
    'cfq.codeVersion': codeVersion,
    'cfq.executor': executor,
  };
  const atMargins = cell.margins.flatMap((margin) =>
    Object.entries(aggregatesOf(margin, marginAggregates, `/${margin.kappa}`)),
  );
  const numbers: Record<string, number | null> = {
    ...aggregatesOf(cell, wideAggregates, ''),
    ...Object.fromEntries(atMargins),
    'people.test': cell.n.test,
    'people.denied': cell.n.denied,
    averageBits: cell.averageBits,
    packedBytes: cell.packedBytes,
    'seconds.total': seconds.total,
    'cpuSeconds.total': cpuSeconds.total,
  };
  const metrics = Object.entries(numbers).filter((entry): entry is [string, number] => entry[1] !== null);
  const end = Math.round(now);
  const start = end - 1000 * seconds.total;
  return {
    'meta.yaml': mlflowMeta({ runId: runIdOf(cell), experimentId, artifactUri, name, start, end }),
    ...Object.fromEntries(params.map(([key, value]) => [`params/${key}`, text(value)])),
    ...Object.fromEntries(metrics.map(([key, value]) => [`metrics/${key}`, `${end} ${value} 0\n`])),
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`tags/${key}`, value])),
    'artifacts/cell.json': `${JSON.stringify(cell, null, 2)}\n`,
  };
}

function aggregatesOf<Name extends string>(
  of: { readonly [One in Name]: number | null } & {
    readonly intervals: { readonly [One in Name]: { readonly lower: number; readonly upper: number } | null };
  },
  names: readonly Name[],
  at: string,
): Record<string, number | null> {
  const entries = names.flatMap((name): [string, number | null][] => [
    [`${name}${at}`, of[name]],
    [`${name}${at}.lower`, of.intervals[name]?.lower ?? null],
    [`${name}${at}.upper`, of.intervals[name]?.upper ?? null],
  ]);
  return Object.fromEntries(entries);
}

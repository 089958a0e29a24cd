import { mlflowMeta } from '@cfq/audit';
import type { Cell } from '../cells/cell.ts';
import type { LoggedCell } from './logged-cell.ts';

/** What a parameter may hold at most, in characters. */
const longest = 6000;

/**
 * The files of an MLflow run that holds a cell: parameters and metrics as they are logged everywhere; the cell itself is its
 * artifact.
 *
 * @param now - When the run ended, milliseconds.
 */
export function mlflowCell(
  cell: Cell,
  { runId, name, params, metrics, seconds }: LoggedCell,
  {
    experimentId,
    artifactUri,
    now,
  }: { readonly experimentId: string; readonly artifactUri: string; readonly now: number },
): Record<string, string> {
  const text = (value: unknown) =>
    (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longest);
  const tags = {
    'mlflow.runName': name,
    'mlflow.source.name': 'cfq run',
    'mlflow.source.type': 'LOCAL',
    'mlflow.user': 'cfq',
    'cfq.codeVersion': cell.codeVersion,
    'cfq.executor': cell.executor,
  };
  const end = Math.round(now);
  const start = end - 1000 * seconds;
  const under = (folder: string, entries: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(entries).map(([key, value]) => [`${folder}/${key}`, value]));
  const mapped = <Value>(entries: Readonly<Record<string, Value>>, write: (value: Value) => string) =>
    Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, write(value)]));
  return {
    'meta.yaml': mlflowMeta({ runId, experimentId, artifactUri, name, start, end }),
    ...under('params', mapped(params, text)),
    ...under(
      'metrics',
      mapped(metrics, (value) => `${end} ${value} 0\n`),
    ),
    ...under('tags', tags),
    'artifacts/cell.json': `${JSON.stringify(cell, null, 2)}\n`,
  };
}
